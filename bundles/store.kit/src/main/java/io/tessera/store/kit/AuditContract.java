package io.tessera.store.kit;

import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.AuditChain.Fault;
import io.tessera.store.spi.AuditChain.Seal;
import io.tessera.store.spi.AuditChain.Verification;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.AuditTrail.Details;
import io.tessera.store.spi.AuditTrail.Entry;
import io.tessera.store.spi.AuditTrail.Found;
import io.tessera.store.spi.AuditTrail.Kind;
import io.tessera.store.spi.AuditTrail.Place;
import io.tessera.store.spi.AuditTrail.Selection;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Leases.Lease;
import io.tessera.store.spi.Leases.Work;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each change is sealed once, what was done to it afterwards is found, and what may go goes. */
public abstract class AuditContract {
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final int ALL = 1_000_000;
  private static final int BATCH = 7;
  private static final String OF_CHANGE = " FROM changes WHERE id = ?";
  private static final String REPAIR_PAYLOAD =
      "UPDATE changes SET state_after = (SELECT s.sealed FROM secrets s WHERE s.reference = ?)"
          + " WHERE id = ?";

  private final String domain = Samples.newDomain();
  private final UUID target = UUID.randomUUID();

  /** The store to try; may be the same for all tests, which run one after the other. */
  protected abstract AuditUnderTest audit();

  private AuditChain chain() {
    return audit().chain();
  }

  private AuditTrail trail() {
    return audit().trail();
  }

  private Retention retention() {
    return audit().retention();
  }

  @Test
  void each_change_waits_until_it_is_sealed_in_its_place() {
    @Nullable Seal start = sealed();
    Change change = create(Samples.user(domain, "alice"), List.of());
    assertThat(chain().waiting()).isEqualTo(1);
    assertThat(details(change).entry().position()).isNull();

    @Nullable Seal head = sealed();

    assertThat(chain().waiting()).isZero();
    Details details = details(change);
    assertThat(details.entry().position()).isEqualTo(position(start) + 1);
    assertThat(head).isEqualTo(new Seal(position(start) + 1, String.valueOf(details.link())));
    assertThat(verification(start)).isEqualTo(new Verification(1, head, true, null, 0, 0));
    assertThat(details.after()).isEqualTo(change.after());
    assertThat(details.before()).isNull();
  }

  @Test
  void sealers_that_race_with_writers_and_each_other_seal_each_change_once() {
    @Nullable Seal start = sealed();
    int writers = 3;
    int each = 40;
    List<Callable<Collection<Change>>> work = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      String name = "racer" + w;
      work.add(
          () ->
              IntStream.range(0, each)
                  .mapToObj(i -> create(Samples.user(domain, name + "-" + i), List.of()))
                  .toList());
    }
    for (int s = 0; s < 3; s++) {
      String node = "node-" + s;
      work.add(
          () -> {
            sealFor(node, writers * each);
            return List.of();
          });
    }

    List<Change> written = Parallel.run(work).stream().<Change>flatMap(Collection::stream).toList();

    sealed();
    Verification verification = verification(start);
    assertThat(verification.broken()).isNull();
    assertThat(verification.strays()).isZero();
    assertThat(verification.waiting()).isZero();
    assertThat(verification.checked()).isEqualTo(written.size());
    assertThat(written.stream().map(c -> details(c).entry().position()).distinct())
        .hasSize(written.size())
        .doesNotContainNull();
  }

  /** Takes the lease from others again and again, for so many rounds. */
  private void sealFor(String node, int rounds) {
    for (int i = 0; i < rounds; i++) {
      audit()
          .leases()
          .take(Work.AUDIT_SEALING, node, Duration.ofMillis(1))
          .ifPresent(lease -> chain().seal(lease, BATCH));
    }
  }

  @Test
  void whoever_lost_the_lease_seals_nothing() {
    sealed();
    Lease first = lease("stalled", Duration.ZERO);
    Lease second = lease("awake", LEASE);
    create(Samples.user(domain, "bob"), List.of());

    assertThat(chain().seal(first, ALL)).isEmpty();
    assertThat(audit().leases().keep(first, LEASE)).isFalse();
    assertThat(audit().leases().take(Work.AUDIT_SEALING, "third", LEASE)).isEmpty();
    assertThat(audit().leases().keep(second, LEASE)).isTrue();
    assertThat(chain().seal(second, ALL)).hasValue(1);
    audit().leases().release(second);
  }

  @Test
  void a_changed_record_is_found() {
    found(
        Fault.CHANGED,
        "UPDATE changes SET actor = 'mallory' WHERE id = ?",
        "UPDATE changes SET actor = 'tester' WHERE id = ?");
  }

  @Test
  void a_record_that_is_gone_is_found() {
    found(
        Fault.MISSING,
        "UPDATE changes SET id = 'gone' WHERE id = ?",
        "UPDATE changes SET id = ? WHERE id = 'gone'");
  }

  @Test
  void a_payload_that_nobody_erased_is_missed() {
    Change change = change();
    String id = change.id().toString();
    @Nullable Seal start = between(change);
    tamper("INSERT INTO secrets (reference, sealed) SELECT id, state_after" + OF_CHANGE, id);
    tamper("UPDATE changes SET state_after = NULL WHERE id = ?", id);
    assertThat(fault(start)).isEqualTo(Fault.PAYLOAD_LOST);
    tamper(REPAIR_PAYLOAD, id, id);
    assertThat(verification(start).broken()).isNull();
  }

  @Test
  void a_changed_payload_is_found() {
    Change change = change();
    String id = change.id().toString();
    @Nullable Seal start = between(change);
    tamper("INSERT INTO secrets (reference, sealed) SELECT id, state_after" + OF_CHANGE, id);
    tamper("UPDATE changes SET state_after = ? WHERE id = ?", new byte[] {1}, id);
    assertThat(fault(start)).isEqualTo(Fault.PAYLOAD_CHANGED);
    tamper(REPAIR_PAYLOAD, id, id);
    assertThat(verification(start).broken()).isNull();
  }

  @Test
  void a_position_that_is_gone_is_found() {
    found(
        Fault.GAP,
        "UPDATE audit_chain SET position = 0 - position WHERE change_id = ?",
        "UPDATE audit_chain SET position = 0 - position WHERE change_id = ?");
  }

  @Test
  void two_changes_that_were_swapped_are_found() {
    Change first = change();
    Change second = change();
    @Nullable Seal start = between(first);
    swap(first, second);

    assertThat(fault(start)).isEqualTo(Fault.RELINKED);

    swap(first, second);
    assertThat(verification(start).broken()).isNull();
  }

  @Test
  void an_end_that_was_cut_off_is_found_by_who_noted_it() {
    change();
    Seal noted = Objects.requireNonNull(sealed());
    tamper("UPDATE audit_chain SET position = 0 - position WHERE position = ?", noted.position());

    assertThat(verification(noted).broken())
        .isEqualTo(new AuditChain.Break(noted.position(), null, Fault.ANCHOR));

    tamper("UPDATE audit_chain SET position = 0 - position WHERE position = ?", -noted.position());
    assertThat(verification(noted).broken()).isNull();
    assertThat(verification(new Seal(noted.position(), "00")).broken()).isNotNull();
  }

  @Test
  void a_change_that_never_waited_is_counted_as_stray() {
    @Nullable Seal start = sealed();
    Change change = create(Samples.user(domain, "stray"), List.of());
    tamper("DELETE FROM audit_pending WHERE change_id = ?", change.id().toString());
    assertThat(verification(start).strays()).isEqualTo(1);
    tamper("INSERT INTO audit_pending (change_id) VALUES (?)", change.id().toString());
    tamper("UPDATE changes SET id = 'gone' WHERE id = ?", change.id().toString());
    assertThat(verification(start).broken())
        .isEqualTo(new AuditChain.Break(0, change.id(), Fault.MISSING));
    tamper("UPDATE changes SET id = ? WHERE id = 'gone'", change.id().toString());
  }

  @Test
  void a_long_chain_is_verified_in_steps() {
    @Nullable Seal start = sealed();
    for (int i = 0; i < 5; i++) {
      create(Samples.user(domain, "step" + i), List.of());
    }
    sealed();

    Verification first = chain().verify(start, 3);
    Verification second = chain().verify(first.until(), 3);

    assertThat(first.complete()).isFalse();
    assertThat(first.checked()).isEqualTo(3);
    assertThat(second.complete()).isTrue();
    assertThat(second.checked()).isEqualTo(2);
  }

  @Test
  void the_chain_is_read_in_order_as_it_is_kept() {
    @Nullable Seal start = sealed();
    for (int i = 0; i < 3; i++) {
      create(Samples.user(domain, "link" + i), List.of());
    }
    @Nullable Seal end = sealed();

    List<AuditChain.Link> first = chain().links(position(start), 2);
    List<AuditChain.Link> rest = chain().links(first.get(1).position(), 200);

    assertThat(first).hasSize(2);
    assertThat(rest).hasSize(1);
    assertThat(new Seal(rest.get(0).position(), rest.get(0).link())).isEqualTo(end);
    assertThat(first.get(0).kind()).isNotEmpty();
    assertThat(first.get(0).payloads().before()).isNull();
    assertThat(first.get(0).payloads().after()).hasSize(64);
  }

  @Test
  void erasing_on_request_takes_payloads_away_and_leaves_the_chain_whole() {
    @Nullable Seal start = sealed();
    Resource eve = Samples.user(domain, "eve");
    Change created = create(eve, List.of());
    Change updated = update(eve, List.of());
    sealed();

    retention().request(eve.id());
    assertThat(retention().requested(10)).contains(eve.id());
    Retention.Progress progress = retention().eraseRequested(eve.id(), 100);

    assertThat(progress.erased()).isEqualTo(2);
    assertThat(progress.waiting()).isZero();
    assertThat(retention().requested(10)).doesNotContain(eve.id());
    assertThat(details(updated).before()).isNull();
    assertThat(details(updated).after()).isNull();
    assertThat(details(created).entry().erased()).isNotNull();
    assertThat(details(created).entry().origin()).isEqualTo(created.origin());
    assertThat(verification(start).broken()).isNull();
  }

  @Test
  void what_has_to_be_delivered_or_sealed_first_is_erased_afterwards() {
    Resource finn = Samples.user(domain, "finn");
    Change created = create(finn, List.of(target));
    retention().request(finn.id());
    assertThat(retention().eraseRequested(finn.id(), 100).waiting()).isEqualTo(1);
    sealed();
    assertThat(retention().eraseRequested(finn.id(), 100))
        .isEqualTo(new Retention.Progress(0, false, 1));
    assertThat(details(created).after()).isEqualTo(finn.attributes());
    UUID operation = trail().operations(finn.id(), created.id()).get(0);
    audit().stores().log().discard(Set.of(operation), "says something about finn");

    Retention.Progress progress = retention().eraseRequested(finn.id(), 100);

    assertThat(progress.erased()).isEqualTo(1);
    assertThat(details(created).after()).isNull();
    assertThat(entry(operation).orElseThrow().detail()).isEmpty();
    assertThat(retention().requested(10)).doesNotContain(finn.id());
  }

  @Test
  void payloads_go_by_age_and_records_stay() {
    Change change = change();
    @Nullable Seal start = between(change);
    Instant at = change.at();
    Change waiting = create(Samples.user(domain, "waits"), List.of(target));
    sealed();

    assertThat(sweep(at, at)).isZero();
    assertThat(details(change).after()).isNotNull();
    assertThat(sweep(at, waiting.at().plusMillis(1))).isPositive();

    assertThat(details(change).after()).isNull();
    assertThat(details(waiting).after()).isNotNull();
    assertThat(verification(start).broken()).isNull();
    assertThat(sweep(at, waiting.at().plusMillis(1))).isZero();
  }

  private int sweep(Instant from, Instant before) {
    int erased = 0;
    @Nullable Place place = null;
    do {
      Retention.Swept step = retention().erasePayloads(from, before, place, 2);
      erased += step.erased();
      place = step.next();
    } while (place != null);
    return erased;
  }

  @Test
  void finished_operations_go_by_age_and_open_ones_stay() {
    Resource gus = Samples.user(domain, "gus");
    Change created = create(gus, List.of(target));
    UUID finished = trail().operations(gus.id(), created.id()).get(0);
    audit().stores().log().discard(Set.of(finished), "no");
    Change updated = update(gus, List.of(target));
    UUID open = trail().operations(gus.id(), updated.id()).get(0);
    Instant later = Instant.now().plusSeconds(3600);

    purge(created.at().minusSeconds(3600));
    assertThat(entry(finished)).isPresent();
    purge(later);

    assertThat(entry(finished)).isEmpty();
    assertThat(entry(open)).isPresent();
  }

  private void purge(Instant before) {
    @Nullable UUID place = null;
    do {
      place = retention().purgeOperations(before, place, 50).next();
    } while (place != null);
  }

  @Test
  void an_erasure_is_a_record_of_its_own() {
    @Nullable Seal start = sealed();
    Resource hal = Samples.user(domain, "hal");
    create(hal, List.of());
    UUID id = UUID.randomUUID();
    Change.Origin origin = new Change.Origin(VIEWER, "admin", "ADMIN_API", "cause-erasure");
    Instant at = Instant.ofEpochMilli(System.currentTimeMillis());
    trail()
        .recordErasure(
            new AuditTrail.Erasure(id, at, ResourceType.USER, hal.id(), origin, 3, "asked for"));
    retention().request(hal.id());
    sealed();
    retention().eraseRequested(hal.id(), 10);

    Details details = trail().change(id).orElseThrow();

    assertThat(details.entry().kind()).isEqualTo(Kind.ERASE);
    assertThat(details.decisions().text("reason")).contains("asked for");
    assertThat(details.entry().erased()).isNull();
    assertThat(verification(start).checked()).isEqualTo(2);
    assertThat(verification(start).broken()).isNull();
  }

  @Test
  void changes_are_found_by_all_they_have_sealed_or_not() {
    Resource ivy = Samples.user(domain, "ivy");
    Change created = create(ivy, List.of());
    Change updated = update(ivy, List.of());
    sealed();
    Change again = update(Samples.next(ivy, ivy.attributes()), List.of());

    assertThat(ids(find(of(ivy.id(), null, null), null, 10)))
        .containsExactly(again.id(), updated.id(), created.id());
    assertThat(ids(find(of(ivy.id(), Kind.UPDATE, null), null, 10)))
        .containsExactly(again.id(), updated.id());
    assertThat(ids(find(of(ivy.id(), null, "nobody"), null, 10))).isEmpty();
    assertThat(ids(find(by("actor", ivy.id(), created), null, 10))).hasSize(3);
    assertThat(ids(find(by("cause", null, created), null, 10))).hasSize(3);
    assertThat(ids(find(by("all", null, created), null, 10))).contains(again.id());
    Selection none =
        new Selection(null, created.at(), null, null, null, null, ivy.id(), null, null);
    assertThat(ids(find(none, null, 10))).isEmpty();
  }

  @Test
  void pages_follow_each_other_whatever_is_asked_for() {
    Resource joe = Samples.user(domain, "joe");
    create(joe, List.of());
    Resource present = joe;
    for (int i = 0; i < 9; i++) {
      update(present, List.of());
      present = Samples.next(present, present.attributes());
      if (i == 5) {
        sealed();
      }
    }
    for (Selection selection :
        List.of(
            of(joe.id(), null, null), of(joe.id(), null, "tester"), of(null, Kind.UPDATE, null))) {
      List<UUID> whole = ids(find(selection, null, ALL));
      List<UUID> pages = new ArrayList<>();
      @Nullable Place place = null;
      do {
        Found page = find(selection, place, 3);
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(3);
        pages.addAll(ids(page));
        place = page.next();
      } while (place != null);
      assertThat(pages).isEqualTo(whole).hasSizeGreaterThanOrEqualTo(9);
    }
  }

  @Test
  void operations_of_a_change_are_told() {
    Resource kim = Samples.user(domain, "kim");
    Change created = create(kim, List.of(target, UUID.randomUUID()));
    Change updated = update(kim, List.of(target));
    assertThat(trail().operations(kim.id(), created.id())).hasSize(2);
    assertThat(trail().operations(kim.id(), updated.id())).hasSize(1);
    assertThat(trail().change(UUID.randomUUID())).isEmpty();
  }

  /** Seals one change, does harm to it, sees it told, and repairs it. */
  private void found(Fault fault, String harm, String repair) {
    Change change = change();
    change();
    @Nullable Seal start = between(change);
    tamper(harm, change.id().toString());
    Verification verification = verification(start);
    tamper(repair, change.id().toString());

    AuditChain.Break broken = Objects.requireNonNull(verification.broken());
    assertThat(broken.fault()).isEqualTo(fault);
    assertThat(broken.position()).isEqualTo(position(start) + 1);
    assertThat(verification.complete()).isFalse();
    assertThat(verification(start).broken()).isNull();
  }

  private void swap(Change first, Change second) {
    Long a = details(first).entry().position();
    Long b = details(second).entry().position();
    tamper("UPDATE audit_chain SET position = 0 WHERE position = ?", a);
    tamper("UPDATE audit_chain SET position = ? WHERE position = ?", a, b);
    tamper("UPDATE audit_chain SET position = ? WHERE position = 0", b);
  }

  private void tamper(String statement, @Nullable Object... values) {
    assertThat(audit().intruder().run(statement, values)).isEqualTo(1);
  }

  private @Nullable Fault fault(@Nullable Seal start) {
    AuditChain.@Nullable Break broken = verification(start).broken();
    return broken == null ? null : broken.fault();
  }

  /** A sealed change. */
  private Change change() {
    Change change =
        create(Samples.user(domain, "u" + UUID.randomUUID().toString().substring(0, 8)), List.of());
    sealed();
    return change;
  }

  /** The place before a change. */
  private @Nullable Seal between(Change change) {
    Long position = Objects.requireNonNull(details(change).entry().position());
    if (position == 1) {
      return null;
    }
    return Objects.requireNonNull(chain().verify(null, (int) (position - 1)).until());
  }

  private Verification verification(@Nullable Seal start) {
    return chain().verify(start, ALL);
  }

  private static long position(@Nullable Seal seal) {
    return seal == null ? 0 : seal.position();
  }

  private Lease lease(String node, Duration length) {
    return audit().leases().take(Work.AUDIT_SEALING, node, length).orElseThrow();
  }

  private void release() {
    tamper("UPDATE leases SET expires = 0 WHERE name = 'audit-sealing'");
  }

  /** Seals all there is and answers the end of the chain. */
  private @Nullable Seal sealed() {
    release();
    Lease lease = lease("contract", LEASE);
    OptionalInt count;
    do {
      count = chain().seal(lease, 200);
      assertThat(count).isPresent();
    } while (count.getAsInt() > 0);
    audit().leases().release(lease);
    return chain().verify(null, ALL).until();
  }

  private Details details(Change change) {
    return trail().change(change.id()).orElseThrow();
  }

  private Optional<DeliveryLog.Entry> entry(UUID operation) {
    return audit().stores().log().operation(operation);
  }

  private Found find(Selection selection, @Nullable Place below, int limit) {
    return trail().find(selection, below, limit);
  }

  private static List<UUID> ids(Found found) {
    return found.entries().stream().map(Entry::id).toList();
  }

  private static Selection of(
      @Nullable ResourceId resource, @Nullable Kind kind, @Nullable String actor) {
    return new Selection(null, null, actor, null, null, null, resource, kind, null);
  }

  private static Selection by(String what, @Nullable ResourceId resource, Change like) {
    Change.Origin origin = like.origin();
    boolean all = what.equals("all");
    return new Selection(
        all ? like.at() : null,
        all ? Instant.now().plusSeconds(60) : null,
        all || what.equals("actor") ? origin.actor() : null,
        all ? origin.serviceProvider() : null,
        all ? origin.channel() : null,
        all ? like.type().name() : null,
        resource,
        null,
        all || what.equals("cause") ? origin.causality() : null);
  }

  private Change create(Resource resource, Collection<UUID> targets) {
    Change change = Samples.change(null, resource);
    return audit()
        .stores()
        .store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(resource), resource, null);
              tx.record(change, targets);
              return change;
            });
  }

  private Change update(Resource before, Collection<UUID> targets) {
    Attributes attributes = before.attributes().with("title", Value.text("t" + UUID.randomUUID()));
    Resource after = Samples.next(before, attributes);
    Change change = later(Samples.change(before, after), before);
    return audit()
        .stores()
        .store()
        .write(
            tx -> {
              tx.resources()
                  .update(VIEWER, Samples.schema(before), before, after, PasswordChange.KEEP);
              tx.record(change, targets);
              return change;
            });
  }

  /** Time passes between versions. */
  private static Change later(Change change, Resource before) {
    return new Change(
        change.id(),
        before.lastModified().plusMillis(before.version()),
        change.kind(),
        change.type(),
        change.resource(),
        change.version(),
        change.origin(),
        change.configuration(),
        change.decisions(),
        change.before(),
        change.after(),
        change.members());
  }
}
