/**
 * Measures the shipped distribution from outside: what a request costs it, how many it serves, how
 * long they wait. Plain JDK, so that the client costs next to nothing.
 */
@NullMarked
package io.tessera.bench;

import org.jspecify.annotations.NullMarked;
