package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.store.spi.AuditChain.Verification;
import io.tessera.store.spi.AuditTrail.Details;
import io.tessera.store.spi.AuditTrail.Entry;
import io.tessera.store.spi.AuditTrail.Kind;
import io.tessera.store.spi.AuditTrail.Selection;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Leases.Lease;
import io.tessera.store.spi.Leases.Work;
import io.tessera.store.spi.Principals.Principal;
import io.tessera.store.spi.Retention;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was done to the server itself is in the journal exactly when it was done. */
public abstract class DeedsContract {
  private static final int ALL = 1_000_000;

  private String cause = "";
  private Change.Origin origin = new Change.Origin("", "", "", "");
  private UUID id = new UUID(0, 0);

  /** One instance may serve all tests. */
  @BeforeEach
  void anew() {
    cause = "cause-" + UUID.randomUUID();
    origin = new Change.Origin("resident", "carol", "ADMIN_API", cause);
    id = UUID.randomUUID();
  }

  /** The store to try; may be the same for all tests, which run one after the other. */
  protected abstract AuditUnderTest audit();

  private Store store() {
    return audit().stores().store();
  }

  @Test
  void a_deed_is_found_by_all_it_has_sealed_or_not_and_verifies() {
    write(tx -> tx.record(deed(Deed.Kind.SIGN_IN, "session", "opened")));

    assertThat(found()).singleElement().satisfies(this::isTheSignIn);
    verified();
    assertThat(found()).singleElement().satisfies(this::isTheSignIn);
    assertThat(found(Kind.SIGN_IN, "session")).hasSize(1);
    assertThat(found(Kind.SIGN_IN, "target")).isEmpty();
    assertThat(found(Kind.DECIDE, "session")).isEmpty();
    Details details = audit().trail().change(found().get(0).id()).orElseThrow();
    assertThat(details.decisions()).isEqualTo(details.entry().facts());
    assertThat(details.before()).isNull();
    assertThat(details.after()).isNull();
  }

  private void isTheSignIn(Entry entry) {
    assertThat(entry.kind()).isEqualTo(Kind.SIGN_IN);
    assertThat(entry.type()).isEqualTo("session");
    assertThat(entry.resource()).isEqualTo(new ResourceId(id));
    assertThat(entry.origin()).isEqualTo(origin);
    assertThat(entry.facts().text("action")).contains("opened");
    assertThat(entry.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void a_deed_that_was_not_done_leaves_no_record() {
    assertThatThrownBy(
            () ->
                write(
                    tx -> {
                      tx.record(deed(Deed.Kind.DECIDE, "lock", "lifted"));
                      tx.configurations().put(item(1, "x"), origin);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(found()).isEmpty();
    assertThat(store().<Optional<Item>>read(tx -> tx.configurations().item("target", id)))
        .isEmpty();
    verified();
  }

  @Test
  void a_change_of_the_configuration_tells_paths_and_digests_and_names_secrets() {
    write(tx -> tx.configurations().put(item(1, "ldap://one"), origin, List.of("bindPassword")));
    write(tx -> tx.configurations().put(item(2, "ldap://two"), origin));
    write(tx -> tx.configurations().remove("target", id, 2, origin));

    List<Entry> entries = found();
    assertThat(entries).extracting(Entry::kind).containsOnly(Kind.CONFIGURE);
    assertThat(entries).extracting(Entry::type).containsOnly("target");
    assertThat(entries).extracting(Entry::version).containsExactly(2L, 2L, 1L);
    assertThat(entries)
        .extracting(entry -> entry.facts().text("action").orElseThrow())
        .containsExactly("deleted", "replaced", "created");
    Attributes created = entries.get(2).facts();
    Attributes replaced = entries.get(1).facts();
    assertThat(created.get("secrets")).contains(Value.many(List.of(Value.text("bindPassword"))));
    assertThat(replaced.get("changed")).contains(Value.many(List.of(Value.text("settings.url"))));
    assertThat(replaced.text("before")).isEqualTo(created.text("after")).isPresent();
    assertThat(entries.get(0).facts().text("before")).isEqualTo(replaced.text("after"));
    assertThat(entries.get(1).configuration()).isEqualTo(entries.get(2).configuration() + 1);
    assertThat(replaced.toString() + entries).doesNotContain("ldap://");
    verified();
  }

  @Test
  void a_change_of_an_administrator_names_what_changed_and_neither_password_nor_hash() {
    String name = "dora-" + id;
    write(
        tx -> tx.principals().put(principal(name, "$argon2id$one", 1, Set.of("auditor")), origin));
    write(tx -> tx.principals().put(principal(name, "$argon2id$two", 2, Set.of()), origin));
    write(tx -> tx.principals().remove(name, 2, origin));

    List<Entry> entries = found();
    assertThat(entries).extracting(Entry::type).containsOnly("administrator");
    assertThat(entries).extracting(Entry::resource).containsOnly(entries.get(0).resource());
    Attributes replaced = entries.get(1).facts();
    assertThat(replaced.get("changed")).contains(Value.many(List.of(Value.text("roles"))));
    assertThat(replaced.get("secrets")).contains(Value.many(List.of(Value.text("password"))));
    assertThat(replaced.names()).containsExactly("action", "name", "changed", "secrets");
  }

  @Test
  void what_was_decided_about_operations_is_recorded_of_those_it_was_done_with() {
    UUID target = UUID.randomUUID();
    Resource ann = Samples.user(Samples.newDomain(), "ann");
    Change change = Samples.change(null, ann);
    write(
        tx -> {
          tx.resources().insert("resident", Samples.schema(ann), ann, null);
          tx.record(change, List.of(target));
        });
    UUID operation = audit().trail().operations(ann.id(), change.id()).get(0);

    audit().stores().log().discard(Set.of(operation, UUID.randomUUID()), "no", this::discarded);
    audit().stores().log().discard(Set.of(operation), "again", this::discarded);

    assertThat(found()).singleElement().satisfies(this::isTheDiscard);
    assertThat(found().get(0).resource().value()).isEqualTo(operation);
  }

  private Deed discarded(UUID operation) {
    return new Deed(
        Deed.Kind.DECIDE,
        "operation",
        operation,
        origin,
        Attributes.builder().put("action", "discarded").build());
  }

  private void isTheDiscard(Entry entry) {
    assertThat(entry.kind()).isEqualTo(Kind.DECIDE);
    assertThat(entry.type()).isEqualTo("operation");
  }

  @Test
  void what_was_done_outlives_the_payloads() {
    write(tx -> tx.record(deed(Deed.Kind.DECIDE, "target", "tested")));
    verified();
    Entry entry = found().get(0);

    Retention.Swept swept =
        audit().retention().erasePayloads(entry.at(), Instant.now().plusSeconds(1), null, ALL);

    assertThat(swept.next()).isNull();
    assertThat(found()).containsExactly(entry);
    verified();
  }

  private Deed deed(Deed.Kind kind, String object, String action) {
    return new Deed(kind, object, id, origin, Attributes.builder().put("action", action).build());
  }

  private Item item(long version, String url) {
    Attributes settings = Attributes.builder().put("url", url).build();
    return new Item(
        "target",
        id,
        "t-" + id,
        version,
        Attributes.builder().put("settings", Value.complex(settings)).put("a", true).build());
  }

  private static Principal principal(String name, String hash, long version, Set<String> roles) {
    return new Principal(name, "", "", hash, version, "stamp", true, roles, Set.of());
  }

  private void write(Consumer<Transaction> work) {
    store()
        .write(
            tx -> {
              work.accept(tx);
              return true;
            });
  }

  private List<Entry> found() {
    return found(null, null);
  }

  private List<Entry> found(@Nullable Kind kind, @Nullable String type) {
    Selection selection = new Selection(null, null, null, null, null, type, null, kind, cause);
    return audit().trail().find(selection, null, 10).entries();
  }

  /** Seals what waits, and finds the whole chain whole. */
  private void verified() {
    Lease lease =
        audit().leases().take(Work.AUDIT_SEALING, "deeds", Duration.ofMinutes(5)).orElseThrow();
    audit().chain().seal(lease, ALL);
    audit().leases().release(lease);
    Verification verification = audit().chain().verify(null, ALL);
    assertThat(verification.broken()).isNull();
    assertThat(verification.strays()).isZero();
    assertThat(verification.waiting()).isZero();
  }
}
