/** Accounts of a provisioning service that speaks SPML 2.0 in its DSML profile, over SOAP. */
@NullMarked
package io.tessera.connector.spml.internal;

import org.jspecify.annotations.NullMarked;
