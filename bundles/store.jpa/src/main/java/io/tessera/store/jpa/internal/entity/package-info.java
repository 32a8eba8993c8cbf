/** The rows that JPA writes. Changed through their methods only, so that weaving sees it. */
@NullMarked
package io.tessera.store.jpa.internal.entity;

import org.jspecify.annotations.NullMarked;
