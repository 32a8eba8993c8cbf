/**
 * Tells load balancers, containers and the launcher whether this server lives and whether it can
 * serve. Answers without authentication, hence without any detail; the details are in the log.
 */
@NullMarked
package io.tessera.health.internal;

import org.jspecify.annotations.NullMarked;
