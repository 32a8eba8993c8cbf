package io.tessera.provisioning.internal.federation;

import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import io.tessera.provisioning.api.federation.SignInMemory;
import io.tessera.store.spi.ShortMemories;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What sign-ins remember, in the database, sealed. What was sealed with a key that is gone is as if
 * it were not there.
 */
@Component(service = {SignInMemory.class, SealedSignInMemory.class})
public final class SealedSignInMemory implements SignInMemory {
  private static final int MOST_CHARACTERS = 64 * 1024;

  private final Store store;
  private final SecretBox box;
  private final Clock clock;

  @Activate
  public SealedSignInMemory(
      @Reference(name = "store") Store store, @Reference(name = "box") SecretBox box) {
    this(store, box, Clock.systemUTC());
  }

  SealedSignInMemory(Store store, SecretBox box, Clock clock) {
    this.store = store;
    this.box = box;
    this.clock = clock;
  }

  @Override
  public boolean put(Kind kind, String key, String content, Duration life) {
    return put(kind.name(), key, content, life);
  }

  /** As {@link #put(Kind, String, String, Duration)}, also for what only this bundle remembers. */
  boolean put(String kind, String key, String content, Duration life) {
    return put(kind, key, content, life, tx -> {});
  }

  /**
   * As {@link #put(Kind, String, String, Duration)}.
   *
   * @param besides is done in the same transaction, when it is put
   */
  public boolean put(
      Kind kind, String key, String content, Duration life, Consumer<Transaction> besides) {
    return put(kind.name(), key, content, life, besides);
  }

  private boolean put(
      String kind, String key, String content, Duration life, Consumer<Transaction> besides) {
    if (content.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("more than can be remembered");
    }
    String digest = digest(kind, key);
    byte[] sealed = box.seal(content.getBytes(StandardCharsets.UTF_8), context(kind, digest));
    Instant now = clock.instant();
    return store.<Boolean>write(
        tx -> {
          ShortMemories memories = tx.shortMemories();
          if (memories.put(kind, digest, sealed, now.plus(life), now)) {
            besides.accept(tx);
            return true;
          }
          boolean readable =
              memories.find(kind, digest, now).flatMap(c -> opened(c, kind, digest)).isPresent();
          if (!readable) {
            memories.replace(kind, digest, sealed, now.plus(life));
            besides.accept(tx);
          }
          return !readable;
        });
  }

  @Override
  public Optional<String> get(Kind kind, String key) {
    return get(kind.name(), key);
  }

  Optional<String> get(String kind, String key) {
    String digest = digest(kind, key);
    Instant now = clock.instant();
    return store
        .<Optional<byte[]>>read(tx -> tx.shortMemories().find(kind, digest, now))
        .flatMap(content -> opened(content, kind, digest));
  }

  @Override
  public Optional<String> take(Kind kind, String key) {
    return take(kind, key, (tx, content) -> {});
  }

  /**
   * As {@link #take(Kind, String)}.
   *
   * @param besides is done in the same transaction with what is taken
   */
  public Optional<String> take(Kind kind, String key, BiConsumer<Transaction, String> besides) {
    String digest = digest(kind.name(), key);
    return store.write(tx -> taken(tx, kind.name(), digest, besides));
  }

  private Optional<String> taken(
      Transaction tx, String kind, String digest, BiConsumer<Transaction, String> besides) {
    Optional<String> content =
        tx.shortMemories()
            .take(kind, digest, clock.instant())
            .flatMap(kept -> opened(kept, kind, digest));
    content.ifPresent(found -> besides.accept(tx, found));
    return content;
  }

  @Override
  public boolean prolong(Kind kind, String key, Duration life) {
    String digest = digest(kind.name(), key);
    Instant now = clock.instant();
    return store.<Boolean>write(
        tx -> tx.shortMemories().prolong(kind.name(), digest, now.plus(life), now));
  }

  private Optional<String> opened(byte[] sealed, String kind, String digest) {
    try {
      return Optional.of(
          new String(box.open(sealed, context(kind, digest)), StandardCharsets.UTF_8));
    } catch (SecretUnreadableException otherKey) {
      return Optional.empty();
    }
  }

  private static String context(String kind, String digest) {
    return "sign-in|" + kind + "|" + digest;
  }

  private static String digest(String kind, String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest((kind + "|" + key).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
