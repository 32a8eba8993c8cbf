package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.store.spi.AccessTokens.AccessToken;
import io.tessera.store.spi.SignInFailures.Failures;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens, wrong passwords and last uses are kept for all nodes. */
public abstract class CallersContract {
  private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int MANY = 1000;

  private final UUID provider = UUID.randomUUID();
  private final UUID secret = UUID.randomUUID();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  @Test
  void a_token_is_found_by_its_digest_until_it_is_revoked() {
    AccessToken token = add(token(secret, NOW));

    assertThat(find(token)).contains(token);
    assertThat(this.<Boolean>write(tx -> tx.accessTokens().revoke(UUID.randomUUID(), token.id())))
        .isFalse();
    assertThat(find(token)).contains(token);
    assertThat(this.<Boolean>write(tx -> tx.accessTokens().revoke(provider, token.id()))).isTrue();
    assertThat(find(token)).isEmpty();
    assertThat(this.<Boolean>write(tx -> tx.accessTokens().revoke(provider, token.id()))).isFalse();
  }

  @Test
  void the_valid_tokens_of_a_service_provider_are_listed_newest_first() {
    AccessToken older = add(token(secret, NOW));
    AccessToken newer = add(token(secret, NOW.plusSeconds(1)));
    add(token(secret, NOW.minus(LIFE)));

    assertThat(valid(MANY)).containsExactly(newer, older);
    assertThat(valid(1)).containsExactly(newer);
  }

  @Test
  void what_was_issued_for_a_secret_goes_with_it() {
    AccessToken gone = add(token(secret, NOW));
    AccessToken stays = add(token(UUID.randomUUID(), NOW));

    assertThat(this.<Integer>write(tx -> tx.accessTokens().revokeOfSecret(provider, secret)))
        .isEqualTo(1);
    assertThat(find(gone)).isEmpty();
    assertThat(find(stays)).contains(stays);
    assertThat(this.<Integer>write(tx -> tx.accessTokens().revokeAll(provider))).isEqualTo(1);
    assertThat(find(stays)).isEmpty();
  }

  @Test
  void expired_tokens_are_purged_in_steps() {
    Instant longAgo = Instant.ofEpochMilli(1_000_000);
    List<AccessToken> old =
        IntStream.range(0, 3).mapToObj(i -> add(token(secret, longAgo.plusSeconds(i)))).toList();
    AccessToken kept = add(token(secret, NOW));
    Instant before = longAgo.plus(LIFE).plusSeconds(60);

    assertThat(this.<Integer>write(tx -> tx.accessTokens().purge(before, 2))).isEqualTo(2);
    assertThat(this.<Integer>write(tx -> tx.accessTokens().purge(before, 2))).isEqualTo(1);
    assertThat(this.<Integer>write(tx -> tx.accessTokens().purge(before, 2))).isZero();
    assertThat(old).allSatisfy(token -> assertThat(find(token)).isEmpty());
    assertThat(find(kept)).contains(kept);
  }

  @Test
  void wrong_passwords_are_counted_until_they_are_forgotten() {
    String key = key();

    assertThat(count(key, "alice", NOW)).isEqualTo(1);
    assertThat(count(key, "alice", NOW.plusSeconds(1))).isEqualTo(2);
    Instant until = NOW.plusSeconds(60);
    write(
        tx -> {
          tx.signInFailures().lock(key, until);
          return key;
        });

    assertThat(failures(key)).contains(new Failures(key, "alice", 2, NOW.plusSeconds(1), until));
    assertThat(this.<Boolean>write(tx -> tx.signInFailures().forget(key))).isTrue();
    assertThat(this.<Boolean>write(tx -> tx.signInFailures().forget(key))).isFalse();
    assertThat(failures(key)).isEmpty();
  }

  @Test
  void counting_starts_again_after_a_long_time_without_a_wrong_password() {
    String key = key();
    count(key, null, NOW);
    count(key, null, NOW);

    assertThat(count(key, null, NOW.plus(Duration.ofDays(2)))).isEqualTo(1);
  }

  @Test
  void wrong_passwords_tried_at_once_are_all_counted() throws Exception {
    String key = key();
    List<Callable<Integer>> tries =
        IntStream.range(0, 8)
            .<Callable<Integer>>mapToObj(i -> () -> count(key, "bob", NOW))
            .toList();

    List<Integer> counts = Parallel.run(tries);

    assertThat(counts.stream().collect(Collectors.toSet()))
        .isEqualTo(IntStream.rangeClosed(1, 8).boxed().collect(Collectors.toSet()));
  }

  @Test
  void locked_accounts_are_listed_unless_nobody_has_the_name() {
    String known = key();
    String unknown = key();
    Instant until = NOW.plus(Duration.ofDays(300));
    for (String key : List.of(known, unknown)) {
      count(key, key.equals(known) ? "carol" : null, NOW);
      write(
          tx -> {
            tx.signInFailures().lock(key, until);
            return key;
          });
    }

    Set<String> locked =
        this.<List<Failures>>write(tx -> tx.signInFailures().locked(until.minusSeconds(1), MANY))
            .stream()
            .map(Failures::accountKey)
            .collect(Collectors.toSet());
    assertThat(locked).contains(known).doesNotContain(unknown);
    assertThat(this.<List<Failures>>write(tx -> tx.signInFailures().locked(until, MANY))).isEmpty();
  }

  @Test
  void old_failures_are_purged() {
    String key = key();
    Instant longAgo = Instant.ofEpochMilli(2_000_000);
    count(key, "dave", longAgo);

    assertThat(this.<Integer>write(tx -> tx.signInFailures().purge(longAgo.plusSeconds(1), MANY)))
        .isPositive();
    assertThat(failures(key)).isEmpty();
  }

  @Test
  void the_latest_use_is_kept() {
    UUID one = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    used(Map.of(one, NOW, other, NOW));
    used(Map.of(one, NOW.minusSeconds(5), other, NOW.plusSeconds(5)));

    assertThat(uses(one, other)).isEqualTo(Map.of(one, NOW, other, NOW.plusSeconds(5)));
    write(
        tx -> {
          tx.lastUses().remove(one);
          return one;
        });
    assertThat(uses(one, other)).containsOnlyKeys(other);
  }

  private AccessToken token(UUID ofSecret, Instant issued) {
    return new AccessToken(
        key(),
        UUID.randomUUID(),
        provider,
        ofSecret,
        Set.of("scim.users.read", "scim.users.write"),
        issued,
        issued.plus(LIFE));
  }

  private static String key() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }

  private AccessToken add(AccessToken token) {
    write(
        tx -> {
          tx.accessTokens().add(token);
          return token;
        });
    return token;
  }

  private Optional<AccessToken> find(AccessToken token) {
    return store().<Optional<AccessToken>>read(tx -> tx.accessTokens().find(token.digest()));
  }

  private List<AccessToken> valid(int most) {
    return store().<List<AccessToken>>read(tx -> tx.accessTokens().valid(provider, NOW, most));
  }

  private int count(String key, @Nullable String account, Instant at) {
    Instant forget = at.minus(Duration.ofDays(1));
    return this.<Integer>write(tx -> tx.signInFailures().count(key, account, at, forget));
  }

  private Optional<Failures> failures(String key) {
    return store().<Optional<Failures>>read(tx -> tx.signInFailures().find(key));
  }

  private void used(Map<UUID, Instant> uses) {
    write(
        tx -> {
          tx.lastUses().put(uses);
          return uses;
        });
  }

  private Map<UUID, Instant> uses(UUID... ids) {
    return store().<Map<UUID, Instant>>read(tx -> tx.lastUses().find(List.of(ids)));
  }

  private <T> T write(Function<? super Transaction, ? extends T> work) {
    return store().write(work);
  }
}
