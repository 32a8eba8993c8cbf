package io.tessera.provisioning.internal.callers;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.store.spi.AccessTokens;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.LastUses;
import io.tessera.store.spi.SignInFailures;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** As much of a store as those who call need, in memory. Nothing is rolled back. */
final class MemoryStore implements Store {
  final Documents documents = new Documents();
  final Tokens tokens = new Tokens();
  final Wrong wrong = new Wrong();
  final Uses uses = new Uses();
  final List<Deed> deeds = new CopyOnWriteArrayList<>();

  private final Transaction transaction =
      partly(
          Transaction.class,
          Map.of(
              "configurations", partly(Configurations.class, documents),
              "accessTokens", tokens,
              "signInFailures", wrong,
              "lastUses", uses));

  @Override
  public synchronized <T> T write(Function<? super Transaction, ? extends T> work) {
    return work.apply(transaction);
  }

  @Override
  public synchronized <T> T read(Function<? super Transaction, ? extends T> work) {
    return work.apply(transaction);
  }

  @Override
  public void check() {}

  private Transaction partly(Class<Transaction> type, Map<String, Object> parts) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> part(parts, method.getName(), arguments)));
  }

  private @Nullable Object part(
      Map<String, Object> parts, String name, Object @Nullable [] arguments) {
    if (name.equals("record") && arguments != null) {
      deeds.add((Deed) arguments[0]);
    }
    return parts.get(name);
  }

  private static Configurations partly(Class<Configurations> type, Object part) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(part, method, arguments)));
  }

  private static @Nullable Object call(Object part, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return part.getClass()
          .getDeclaredMethod(method.getName(), method.getParameterTypes())
          .invoke(part, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  /** Configuration documents. */
  static final class Documents {
    private final Map<UUID, Item> items = new HashMap<>();
    private long version;

    long version() {
      return version;
    }

    /** All that is done here is done one after the other. */
    void lock() {}

    List<Item> items(String kind) {
      return items.values().stream().filter(i -> i.kind().equals(kind)).toList();
    }

    Optional<Item> item(String kind, UUID id) {
      return Optional.ofNullable(items.get(id)).filter(i -> i.kind().equals(kind));
    }

    void put(Item item, Change.Origin origin, Collection<String> secrets) {
      put(item, origin);
    }

    void put(Item item, Change.Origin origin) {
      boolean taken =
          items(item.kind()).stream()
              .anyMatch(i -> i.name().equals(item.name()) && !i.id().equals(item.id()));
      if (taken) {
        throw RejectedException.of(Problem.Kind.UNIQUENESS, "taken, " + origin.actor());
      }
      requireVersion(item.id(), item.version() - 1);
      items.put(item.id(), item);
      version++;
    }

    void remove(String kind, UUID id, long expected, Change.Origin origin) {
      requireVersion(id, expected);
      items.remove(id);
      version++;
    }

    private void requireVersion(UUID id, long expected) {
      long present = Optional.ofNullable(items.get(id)).map(Item::version).orElse(0L);
      if (present != expected) {
        throw RejectedException.of(Problem.Kind.STALE, "has version " + present);
      }
    }
  }

  /** Tokens. */
  static final class Tokens implements AccessTokens {
    final Map<String, AccessToken> byDigest = new ConcurrentHashMap<>();

    @Override
    public void add(AccessToken token) {
      byDigest.put(token.digest(), token);
    }

    @Override
    public Optional<AccessToken> find(String digest) {
      return Optional.ofNullable(byDigest.get(digest));
    }

    @Override
    public List<AccessToken> valid(UUID serviceProvider, Instant at, int most) {
      return byDigest.values().stream()
          .filter(t -> t.serviceProvider().equals(serviceProvider) && t.expires().isAfter(at))
          .sorted(Comparator.comparing(AccessToken::issued).reversed())
          .limit(most)
          .toList();
    }

    @Override
    public boolean revoke(UUID serviceProvider, UUID id) {
      return byDigest
          .values()
          .removeIf(t -> t.serviceProvider().equals(serviceProvider) && t.id().equals(id));
    }

    @Override
    public int revokeOfSecret(UUID serviceProvider, UUID secret) {
      int before = byDigest.size();
      byDigest.values().removeIf(t -> t.secret().equals(secret));
      return before - byDigest.size();
    }

    @Override
    public int revokeAll(UUID serviceProvider) {
      int before = byDigest.size();
      byDigest.values().removeIf(t -> t.serviceProvider().equals(serviceProvider));
      return before - byDigest.size();
    }

    @Override
    public int purge(Instant before, int most) {
      return 0;
    }
  }

  /** Wrong passwords. */
  static final class Wrong implements SignInFailures {
    final Map<String, Failures> byKey = new ConcurrentHashMap<>();

    @Override
    public Optional<Failures> find(String accountKey) {
      return Optional.ofNullable(byKey.get(accountKey));
    }

    @Override
    public int count(
        String accountKey, @Nullable String account, Instant at, Instant forgetBefore) {
      Failures before = byKey.get(accountKey);
      boolean again = before != null && !before.last().isBefore(forgetBefore);
      Instant locked = before == null ? Instant.EPOCH : before.lockedUntil();
      int count = again ? before.count() + 1 : 1;
      byKey.put(accountKey, new Failures(accountKey, account, count, at, locked));
      return count;
    }

    @Override
    public void lock(String accountKey, Instant until) {
      byKey.computeIfPresent(
          accountKey, (k, f) -> new Failures(k, f.account(), f.count(), f.last(), until));
    }

    @Override
    public boolean forget(String accountKey) {
      return byKey.remove(accountKey) != null;
    }

    @Override
    public List<Failures> locked(Instant at, int most) {
      return byKey.values().stream()
          .filter(f -> f.lockedUntil().isAfter(at) && f.account() != null)
          .limit(most)
          .toList();
    }

    @Override
    public int purge(Instant before, int most) {
      return 0;
    }
  }

  /** Last uses. */
  static final class Uses implements LastUses {
    final Map<UUID, Instant> byId = new ConcurrentHashMap<>();

    @Override
    public void put(Map<UUID, Instant> uses) {
      byId.putAll(uses);
    }

    @Override
    public Map<UUID, Instant> find(Collection<UUID> ids) {
      Map<UUID, Instant> found = new HashMap<>(byId);
      found.keySet().retainAll(ids);
      return found;
    }

    @Override
    public void remove(UUID id) {
      byId.remove(id);
    }
  }
}
