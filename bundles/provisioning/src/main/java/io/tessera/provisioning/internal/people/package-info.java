/** Looking for users and groups, and for all else, as people do. */
@org.jspecify.annotations.NullMarked
package io.tessera.provisioning.internal.people;
