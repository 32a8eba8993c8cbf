/**
 * The store on a relational database: entities are written through JPA, searches and the queue
 * speak SQL on the same connection.
 */
@NullMarked
package io.tessera.store.jpa.internal;

import org.jspecify.annotations.NullMarked;
