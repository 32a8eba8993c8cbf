/**
 * The deploy folder itself is watched by Felix File Install, as {@code features/runtime.json} sets
 * it up; this bundle adds what File Install keeps to itself, and keeps copies of the jars, so that
 * one can be put back when its successor is rejected.
 */
@NullMarked
package io.tessera.deploy.internal;

import org.jspecify.annotations.NullMarked;
