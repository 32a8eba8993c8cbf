/** What is loaded next to the classes of a jar, to see what they see. */
@NullMarked
package io.tessera.connector.connid.resident;

import org.jspecify.annotations.NullMarked;
