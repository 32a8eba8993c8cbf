package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.store.spi.Bookmarks.Bookmark;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Configurations.Past;
import io.tessera.store.spi.Principals.Principal;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Configuration, secrets and administrators are versioned, and nobody overwrites anybody. */
public abstract class ConfigurationsContract {
  private static final Change.Origin WHO =
      new Change.Origin("resident", "tester", "ADMIN_API", "cause");

  private final String kind = "kind" + UUID.randomUUID().toString().substring(0, 8);

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  @Test
  void every_version_of_a_document_is_kept_with_who_made_it() {
    UUID id = UUID.randomUUID();
    for (int version = 1; version <= 3; version++) {
      Item item =
          new Item(
              kind,
              id,
              "kept-" + id,
              version,
              Attributes.builder().put("text", "v" + version).build());
      store()
          .write(
              tx -> {
                tx.configurations().put(item, WHO);
                return item;
              });
    }

    List<Past> history = store().read(tx -> tx.configurations().history(kind, id, 2));

    assertThat(history).extracting(past -> past.item().version()).containsExactly(3L, 2L);
    assertThat(history.get(1).item().document().text("text")).contains("v2");
    assertThat(history.get(1).who()).isEqualTo(WHO.actor());
  }

  @Test
  void a_bookmark_says_where_work_goes_on_until_it_is_removed() {
    UUID work = UUID.randomUUID();
    Bookmark begun = new Bookmark(work, 1, null, 0);
    Bookmark further = new Bookmark(work, 2, "there", 200);

    assertThat(bookmark(work)).isEmpty();
    store().write(tx -> put(tx, begun));
    assertThat(bookmark(work)).contains(begun);
    store().write(tx -> put(tx, further));
    assertThat(bookmark(work)).contains(further);
    store()
        .write(
            tx -> {
              tx.bookmarks().remove(work);
              return work;
            });
    assertThat(bookmark(work)).isEmpty();
  }

  private Optional<Bookmark> bookmark(UUID work) {
    return store().<Optional<Bookmark>>read(tx -> tx.bookmarks().find(work));
  }

  private static Bookmark put(Transaction tx, Bookmark bookmark) {
    tx.bookmarks().put(bookmark);
    return bookmark;
  }

  @Test
  void a_document_is_kept_and_each_change_raises_the_version_of_the_whole() {
    long start = version();
    Item first = item("acme", 1, "one");
    put(first);
    Item second = new Item(kind, first.id(), "acme renamed", 2, document("two"));

    put(second);

    assertThat(version()).isEqualTo(start + 2);
    assertThat(find(first.id())).contains(second);
    assertThat(store().<List<Item>>read(tx -> tx.configurations().items(kind)))
        .containsExactly(second);
  }

  @Test
  void who_saw_an_older_version_is_refused() {
    Item first = item("acme", 1, "one");
    put(first);
    put(new Item(kind, first.id(), "acme", 2, document("two")));

    for (Runnable stale :
        List.<Runnable>of(
            () -> put(new Item(kind, first.id(), "acme", 2, document("mine"))),
            () -> put(item("brand new", 2, "x")),
            () -> remove(first.id(), 1),
            () -> remove(UUID.randomUUID(), 1))) {
      assertThat(refusal(stale).first().kind()).isEqualTo(Problem.Kind.STALE);
    }
    assertThat(find(first.id()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void a_name_is_unique_within_its_kind() {
    put(item("acme", 1, "one"));

    RejectedException refused = refusal(() -> put(item("ACME", 1, "two")));

    assertThat(refused.first().kind()).isEqualTo(Problem.Kind.UNIQUENESS);
    assertThat(refused.first().where().orElseThrow()).hasToString("name");
    put(new Item(kind + "x", UUID.randomUUID(), "acme", 1, document("other kind")));
  }

  @Test
  void what_was_removed_is_gone_and_its_name_is_free() {
    Item first = item("acme", 1, "one");
    put(first);
    long before = version();

    remove(first.id(), 1);

    assertThat(find(first.id())).isEmpty();
    assertThat(version()).isEqualTo(before + 1);
    put(item("acme", 1, "again"));
  }

  @Test
  void of_parallel_changes_of_one_version_exactly_one_succeeds() {
    Item first = item("acme", 1, "one");
    put(first);

    List<Boolean> done =
        Parallel.run(
            IntStream.range(0, 6)
                .<Callable<Boolean>>mapToObj(
                    i ->
                        () -> {
                          try {
                            put(new Item(kind, first.id(), "acme", 2, document("by " + i)));
                            return true;
                          } catch (RejectedException stale) {
                            return false;
                          }
                        })
                .collect(Collectors.toList()));

    assertThat(done).containsOnlyOnce(true);
  }

  @Test
  void secrets_are_kept_replaced_and_removed() {
    String reference = "ref-" + UUID.randomUUID();
    byte[] sealed = "not really sealed".getBytes(StandardCharsets.UTF_8);
    byte[] other = {0, 1, 2, -1};

    assertThat(secret(reference)).isEmpty();
    putSecret(reference, sealed);
    assertThat(secret(reference)).contains(sealed);
    putSecret(reference, other);
    assertThat(secret(reference)).contains(other);
    assertThat(store().<Boolean>read(tx -> tx.configurations().anySecret())).isTrue();
    assertThat(store().<Map<String, byte[]>>read(tx -> tx.configurations().secrets()))
        .containsEntry(reference, other);
    store()
        .write(
            tx -> {
              tx.configurations().removeSecret(reference);
              return reference;
            });

    assertThat(secret(reference)).isEmpty();
  }

  @Test
  void who_locks_the_configuration_sees_no_secret_change_before_the_transaction_ends()
      throws InterruptedException {
    String reference = "ref-" + UUID.randomUUID();
    byte[] first = {1};
    byte[] second = {2};
    putSecret(reference, first);
    CountDownLatch locked = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              awaitOn(locked);
              store()
                  .write(
                      tx -> {
                        tx.configurations().lock();
                        tx.configurations().putSecret(reference, second);
                        return reference;
                      });
            });
    other.start();

    store()
        .write(
            tx -> {
              tx.configurations().lock();
              locked.countDown();
              tx.configurations().putSecret(reference, first);
              return reference;
            });
    other.join();

    assertThat(secret(reference)).contains(second);
  }

  private static void awaitOn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void administrators_are_found_in_any_case_and_versioned() {
    String name = "Admin-" + UUID.randomUUID();
    assertThat(principal(name)).isEmpty();

    Principal first =
        new Principal(
            name, "", "", "$argon2id$a", 1, "a", true, Set.of("auditor", "help-desk"), Set.of());
    put(first);
    assertThat(principal(name)).contains(first);
    Principal second =
        new Principal(
            name,
            "Alice",
            "alice@example.org",
            "$argon2id$b",
            2,
            "b",
            false,
            Set.of("target-administrator"),
            Set.of(UUID.randomUUID(), UUID.randomUUID()));
    put(second);

    assertThat(principal(name.toUpperCase(java.util.Locale.ROOT))).contains(second);
    assertThat(refusal(() -> put(second)).first().kind()).isEqualTo(Problem.Kind.STALE);
    assertThat(store().<Boolean>read(tx -> tx.principals().anyExists())).isTrue();
  }

  @Test
  void administrators_are_listed_and_removed_as_they_were_seen() {
    String name = "gone-" + UUID.randomUUID();
    put(new Principal(name, "", "", "$argon2id$a", 1, "a", true, Set.of("auditor"), Set.of()));
    assertThat(store().<List<Principal>>read(tx -> tx.principals().list()))
        .extracting(Principal::name)
        .contains(name);

    assertThat(refusal(() -> removeAdministrator(name, 2)).first().kind())
        .isEqualTo(Problem.Kind.STALE);
    removeAdministrator(name, 1);
    assertThat(principal(name)).isEmpty();
  }

  private void removeAdministrator(String name, long version) {
    store()
        .write(
            tx -> {
              tx.principals().remove(name, version, WHO);
              return name;
            });
  }

  @Test
  void the_store_says_that_it_answers() {
    store().check();
  }

  private Item item(String name, long version, String content) {
    return new Item(kind, UUID.randomUUID(), name, version, document(content));
  }

  private static Attributes document(String content) {
    return Attributes.builder().put("content", content).build();
  }

  private long version() {
    return store().<Long>read(tx -> tx.configurations().version());
  }

  private void put(Item item) {
    store()
        .write(
            tx -> {
              tx.configurations().put(item, WHO);
              return item;
            });
  }

  private void remove(UUID id, long version) {
    store()
        .write(
            tx -> {
              tx.configurations().remove(kind, id, version, WHO);
              return id;
            });
  }

  private Optional<Item> find(UUID id) {
    return store().read(tx -> tx.configurations().item(kind, id));
  }

  private void putSecret(String reference, byte[] sealed) {
    store()
        .write(
            tx -> {
              tx.configurations().putSecret(reference, sealed);
              return reference;
            });
  }

  private Optional<byte[]> secret(String reference) {
    return store().read(tx -> tx.configurations().secret(reference));
  }

  private void put(Principal principal) {
    store()
        .write(
            tx -> {
              tx.principals().put(principal, WHO);
              return principal;
            });
  }

  private Optional<Principal> principal(String name) {
    return store().read(tx -> tx.principals().find(name));
  }

  private static RejectedException refusal(Runnable work) {
    return java.util.Objects.requireNonNull(
        catchThrowableOfType(RejectedException.class, work::run), "nothing was refused");
  }
}
