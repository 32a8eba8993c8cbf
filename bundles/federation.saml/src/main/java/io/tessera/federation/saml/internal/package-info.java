/**
 * Signing in by SAML 2.0: a service provider that takes little, and only what is beyond doubt. What
 * is believed is read from the very bytes that a configured key has signed.
 */
@NullMarked
package io.tessera.federation.saml.internal;

import org.jspecify.annotations.NullMarked;
