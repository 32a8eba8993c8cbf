package io.tessera.model.schema;

import io.tessera.model.AttributePath;

/**
 * An attribute that is indexed by configuration, besides those that always are. Every write keeps
 * its index from the moment it is configured.
 *
 * @param ready false while the resources that were there before are still being indexed; until then
 *     no filter may rely on it
 */
public record IndexedAttribute(AttributePath path, boolean ready) {}
