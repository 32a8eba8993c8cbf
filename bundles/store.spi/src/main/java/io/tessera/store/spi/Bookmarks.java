package io.tessera.store.spi;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** How far long work in the background has come, so that it goes on after a restart. */
@ConsumerType
public interface Bookmarks {
  Optional<Bookmark> find(UUID work);

  /** Puts one in the place of the present one. */
  void put(Bookmark bookmark);

  void remove(UUID work);

  /**
   * @param generation which of several runs of this work; one of another run says nothing
   * @param at where to go on, 256 characters at most; null at the beginning
   * @param done how much was done
   */
  record Bookmark(UUID work, long generation, @Nullable String at, long done) {}
}
