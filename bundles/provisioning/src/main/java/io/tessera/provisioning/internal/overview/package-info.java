/** How the whole server is doing, for people who look at it. */
@org.jspecify.annotations.NullMarked
package io.tessera.provisioning.internal.overview;
