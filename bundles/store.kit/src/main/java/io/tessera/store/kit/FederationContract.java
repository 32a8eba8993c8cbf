package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.store.spi.FederatedLinks.Link;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Links are one for each subject, and what is remembered ends when it should. */
public abstract class FederationContract {
  private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final String KIND = "SESSION";
  private static final int AT_ONCE = 6;

  private final UUID provider = UUID.randomUUID();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  private <T> T write(Function<Transaction, T> work) {
    return store().<T>write(work);
  }

  private Link link(ResourceId identity, String issuer, String subject) {
    return new Link(
        UUID.randomUUID(), provider, issuer, subject, identity, NOW, Attributes.empty());
  }

  private Link add(Link link) {
    return write(
        tx -> {
          tx.federatedLinks().add(link);
          return link;
        });
  }

  private Optional<Link> find(String issuer, String subject) {
    return write(tx -> tx.federatedLinks().find(provider, issuer, subject));
  }

  @Test
  void a_link_is_found_by_exactly_its_subject() {
    String subject = "s".repeat(1024);
    Link link = add(link(Samples.newId(), "https://one.example", subject));

    assertThat(find("https://one.example", subject)).contains(link);
    assertThat(find("https://one.example", subject.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(find("https://two.example", subject)).isEmpty();
    assertThat(find("https://one.examples", subject.substring(1))).isEmpty();
    assertThat(
            this.<Optional<Link>>write(
                tx -> tx.federatedLinks().find(UUID.randomUUID(), "https://one.example", subject)))
        .isEmpty();
    assertThat(this.<Boolean>write(tx -> tx.federatedLinks().remove(link.id()))).isTrue();
    assertThat(this.<Boolean>write(tx -> tx.federatedLinks().remove(link.id()))).isFalse();
    assertThat(find("https://one.example", subject)).isEmpty();
  }

  @Test
  void what_was_given_is_kept_with_the_link() {
    Link link = add(link(Samples.newId(), "i", "given"));
    Attributes given = Attributes.builder().put("title", "digest").build();
    write(
        tx -> {
          tx.federatedLinks().give(link.id(), given);
          return true;
        });

    assertThat(find("i", "given").orElseThrow().given()).isEqualTo(given);
  }

  @Test
  void links_are_listed_by_identity_and_by_provider() {
    ResourceId identity = Samples.newId();
    Link one = add(link(identity, "i", "a"));
    Link two = add(link(identity, "i", "b"));
    add(link(Samples.newId(), "i", "c"));

    assertThat(this.<List<Link>>write(tx -> tx.federatedLinks().of(identity)))
        .containsExactlyInAnyOrder(one, two);
    List<Link> first = write(tx -> tx.federatedLinks().ofProvider(provider, null, 2));
    List<Link> rest = write(tx -> tx.federatedLinks().ofProvider(provider, first.get(1).id(), 2));
    assertThat(first).hasSize(2);
    assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(first);
    write(
        tx -> {
          tx.federatedLinks().forgetProvider(provider);
          return true;
        });
    assertThat(this.<List<Link>>write(tx -> tx.federatedLinks().of(identity))).isEmpty();
  }

  @Test
  void of_those_who_link_a_subject_at_once_one_does_and_the_others_find_it() {
    List<Callable<Link>> all =
        IntStream.range(0, AT_ONCE)
            .<Callable<Link>>mapToObj(
                i ->
                    () ->
                        this.<Link>write(
                            tx ->
                                tx.federatedLinks()
                                    .find(provider, "i", "race")
                                    .orElseGet(
                                        () -> {
                                          Link mine = link(Samples.newId(), "i", "race");
                                          tx.federatedLinks().add(mine);
                                          return mine;
                                        })))
            .toList();

    assertThat(Parallel.run(all).stream().distinct()).hasSize(1);
  }

  @Test
  void links_of_a_deleted_identity_go_with_it() {
    Resource user = Samples.user(Samples.newDomain(), "linked");
    write(
        tx -> {
          tx.resources().insert(Samples.VIEWER, Samples.schema(user), user, null);
          tx.federatedLinks().add(link(user.id(), "i", "gone"));
          return true;
        });
    write(
        tx -> {
          tx.resources().delete(Samples.schema(user), user.id());
          return true;
        });

    assertThat(find("i", "gone")).isEmpty();
  }

  @Test
  void what_is_remembered_stays_as_it_is_until_its_end() {
    assertThat(put("a", "one", LATER, NOW)).isTrue();
    assertThat(put("a", "two", LATER, NOW)).isFalse();
    assertThat(get("a", NOW)).contains("one");
    assertThat(get("a", LATER)).isEmpty();
    assertThat(put("a", "three", LATER.plusSeconds(60), LATER)).isTrue();
    assertThat(get("a", LATER)).contains("three");
  }

  @Test
  void the_end_can_be_moved_as_long_as_it_has_not_come() {
    put("b", "one", LATER, NOW);
    Instant end = LATER.plusSeconds(60);

    assertThat(this.<Boolean>write(tx -> tx.shortMemories().prolong(KIND, key("b"), end, NOW)))
        .isTrue();
    assertThat(get("b", LATER)).contains("one");
    assertThat(this.<Boolean>write(tx -> tx.shortMemories().prolong(KIND, key("b"), end, end)))
        .isFalse();
  }

  @Test
  void of_those_who_take_at_once_one_gets_it() {
    put("c", "one", LATER, NOW);
    List<Callable<Optional<byte[]>>> all =
        IntStream.range(0, AT_ONCE)
            .<Callable<Optional<byte[]>>>mapToObj(
                i -> () -> write(tx -> tx.shortMemories().take(KIND, key("c"), NOW)))
            .toList();

    assertThat(Parallel.run(all).stream().filter(Optional::isPresent)).hasSize(1);
  }

  @Test
  void of_those_who_put_the_same_at_once_one_is_first() {
    List<Callable<Boolean>> all =
        IntStream.range(0, AT_ONCE)
            .<Callable<Boolean>>mapToObj(i -> () -> put("d", "mine " + i, LATER, NOW))
            .toList();

    assertThat(Parallel.run(all).stream().filter(first -> first)).hasSize(1);
  }

  @Test
  void what_is_past_is_purged_in_steps() {
    Instant longAgo = Instant.ofEpochMilli(1_000_000);
    for (int i = 0; i < 3; i++) {
      put("old" + i, "x", longAgo.plusMillis(i), longAgo.minusSeconds(1));
    }
    put("kept", "x", LATER, NOW);

    Instant end = longAgo.plusSeconds(1);
    assertThat(this.<Integer>write(tx -> tx.shortMemories().purge(end, 2))).isEqualTo(2);
    assertThat(this.<Integer>write(tx -> tx.shortMemories().purge(end, 2))).isEqualTo(1);
    assertThat(get("kept", NOW)).isPresent();
  }

  private boolean put(String key, String content, Instant expires, Instant now) {
    return this.<Boolean>write(
        tx ->
            tx.shortMemories()
                .put(KIND, key(key), content.getBytes(StandardCharsets.UTF_8), expires, now));
  }

  private Optional<String> get(String key, Instant now) {
    return this.<Optional<byte[]>>write(tx -> tx.shortMemories().find(KIND, key(key), now))
        .map(content -> new String(content, StandardCharsets.UTF_8));
  }

  /** Of the form of a digest, and nobody else's. */
  private String key(String name) {
    return (provider.toString().replace("-", "") + name + "0".repeat(64)).substring(0, 64);
  }
}
