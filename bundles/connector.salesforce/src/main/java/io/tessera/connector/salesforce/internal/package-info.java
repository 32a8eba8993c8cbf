/** Keeps users and groups of a Salesforce org by its REST API. */
@NullMarked
package io.tessera.connector.salesforce.internal;

import org.jspecify.annotations.NullMarked;
