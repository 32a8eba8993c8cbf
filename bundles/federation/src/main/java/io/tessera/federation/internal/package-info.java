/**
 * The door people sign in through at parties we trust: pages, sessions, codes for service
 * providers, and the way in for platforms that have done the sign-in themselves.
 */
@NullMarked
package io.tessera.federation.internal;

import org.jspecify.annotations.NullMarked;
