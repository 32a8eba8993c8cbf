package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.PassedResources;
import io.tessera.store.spi.PassedResources.PassedResource;
import io.tessera.store.spi.PassedResources.Pending;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Resources that are at targets only leave nothing but their ids when they have arrived. */
public abstract class PassedResourcesContract {
  private static final Attributes PAYLOAD = Attributes.builder().put("$sealed", "c2VhbGVk").build();

  private final String domain = Samples.newDomain();
  private final UUID target = UUID.randomUUID();
  private final String key = UUID.randomUUID().toString();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private void write(Consumer<PassedResources> work) {
    stores()
        .store()
        .<Boolean>write(
            tx -> {
              work.accept(tx.passed());
              return true;
            });
  }

  private <T> T read(Function<PassedResources, T> work) {
    return stores().store().<T>read(tx -> work.apply(tx.passed()));
  }

  private PassedResource user() {
    return new PassedResource(ResourceType.USER, Samples.newId(), "hr-feed", domain, 1, now, now);
  }

  private Change change(PassedResource of) {
    return new Change(
        UUID.randomUUID(),
        now,
        of.version() == 1 ? Change.Kind.CREATE : Change.Kind.UPDATE,
        of.type(),
        of.id(),
        of.version(),
        new Change.Origin("hr-feed", "tester", "SCIM2", "cause"),
        0,
        Attributes.empty(),
        null,
        null,
        MembershipDelta.NONE);
  }

  private Change recorded(PassedResource user) {
    Change change = change(user);
    write(
        all -> {
          all.insert(user);
          all.record(change, Map.of(target, PAYLOAD), key);
        });
    return change;
  }

  private Lane claimed() {
    return stores().lanes().claim(target, "me", 1, Duration.ofMinutes(5)).get(0);
  }

  private Attributes payload(UUID operation) {
    return stores().log().payload(operation).orElseThrow();
  }

  @Test
  void a_resource_is_found_as_it_was_inserted_and_changed_until_it_is_removed() {
    PassedResource user = user();
    write(all -> all.insert(user));
    assertThat(this.<Optional<PassedResource>>read(all -> all.find(user.id()))).contains(user);
    write(
        all -> {
          assertThat(all.findForUpdate(user.id())).contains(user);
          all.update(user.id(), 2, now.plusMillis(5));
        });
    assertThat(this.<Optional<PassedResource>>read(all -> all.find(user.id())))
        .hasValueSatisfying(
            found -> {
              assertThat(found.version()).isEqualTo(2);
              assertThat(found.created()).isEqualTo(now);
              assertThat(found.lastModified()).isEqualTo(now.plusMillis(5));
            });
    write(all -> all.remove(user.id()));
    assertThat(this.<Optional<PassedResource>>read(all -> all.findForUpdate(user.id()))).isEmpty();
  }

  @Test
  void those_of_one_service_provider_are_listed_page_by_page() {
    List<ResourceId> ids = List.of(user().id(), user().id(), user().id());
    write(
        all ->
            ids.forEach(
                id ->
                    all.insert(
                        new PassedResource(
                            ResourceType.USER, id, "hr-feed", domain, 1, now, now))));
    List<PassedResource> first =
        read(all -> all.list("hr-feed", domain, ResourceType.USER, null, 2));
    List<PassedResource> rest =
        read(all -> all.list("hr-feed", domain, ResourceType.USER, first.get(1).id(), 2));
    assertThat(first).hasSize(2);
    assertThat(this.<Boolean>read(all -> all.areIn(domain))).isTrue();
    assertThat(this.<Boolean>read(all -> all.areIn(Samples.newDomain()))).isFalse();
    assertThat(rest).hasSize(1);
    assertThat(this.<Long>read(all -> all.count("hr-feed", domain, ResourceType.USER)))
        .isEqualTo(3);
    assertThat(this.<Long>read(all -> all.count("other", domain, ResourceType.USER))).isZero();
  }

  @Test
  void what_is_on_its_way_is_sealed_in_the_operation_and_goes_when_it_is_delivered() {
    PassedResource user = user();
    Change change = recorded(user);
    assertThat(this.<Optional<Pending>>read(all -> all.newest(user.id())))
        .contains(new Pending(change.id(), PAYLOAD));
    assertThat(this.<Long>read(all -> all.sealedWith(key))).isEqualTo(1);

    Lane lane = claimed();
    assertThat(lane.queue().get(0).state()).isEqualTo(PAYLOAD);
    UUID operation = lane.queue().get(0).operation();
    AccountLink link = new AccountLink("r-1", AccountLink.State.ACTIVE, 1);
    stores()
        .lanes()
        .complete(
            List.of(
                Completion.done(
                    lane.key(),
                    lane.epoch(),
                    List.of(new Finished(operation, End.DONE, "")),
                    new LinkChange.Put(link))));

    assertThat(payload(operation)).isEqualTo(Attributes.empty());
    assertThat(this.<Optional<Pending>>read(all -> all.newest(user.id()))).isEmpty();
    assertThat(this.<Long>read(all -> all.sealedWith(key))).isZero();
    assertThat(stores().log().accountsOf(user.id()))
        .extracting(DeliveryLog.Linked::link)
        .containsExactly(link);
  }

  @Test
  void a_password_is_carried_by_the_operations_of_its_change_until_they_are_finished() {
    PassedResource user = user();
    Change change = recorded(user);
    write(all -> all.carry(change, List.of(target), "sealed", key));

    Lane lane = claimed();
    UUID operation = lane.queue().get(0).operation();
    assertThat(lane.queue().get(0).sealedPassword()).isEqualTo("sealed");
    assertThat(stores().log().discard(Set.of(operation), "no need")).hasSize(1);

    assertThat(this.<Long>read(all -> all.sealedWith(key))).isZero();
  }

  @Test
  void what_is_given_up_goes_too() {
    PassedResource user = user();
    recorded(user);
    UUID operation =
        stores()
            .log()
            .operations(new DeliveryLog.Selection(target, user.id(), null, null), null, 1)
            .get(0)
            .id();

    assertThat(stores().log().discard(Set.of(operation), "not needed")).hasSize(1);

    assertThat(payload(operation)).isEqualTo(Attributes.empty());
  }

  @Test
  void what_waits_at_one_target_is_not_the_newest_when_others_have_had_a_later_change() {
    PassedResource user = user();
    recorded(user);
    UUID other = UUID.randomUUID();
    PassedResource next = version(user, 2);
    Change later = change(next);
    write(
        all -> {
          all.update(user.id(), 2, now);
          all.record(later, Map.of(other, PAYLOAD), key);
        });
    assertThat(this.<Optional<Pending>>read(all -> all.newest(user.id())))
        .contains(new Pending(later.id(), PAYLOAD));

    Lane lane = stores().lanes().claim(other, "me", 1, Duration.ofMinutes(5)).get(0);
    UUID operation = lane.queue().get(0).operation();
    stores()
        .lanes()
        .complete(
            List.of(
                Completion.done(
                    lane.key(),
                    lane.epoch(),
                    List.of(new Finished(operation, End.DONE, "")),
                    new LinkChange.Put(new AccountLink("r-2", AccountLink.State.ACTIVE, 2)))));

    assertThat(this.<Optional<Pending>>read(all -> all.newest(user.id()))).isEmpty();
  }

  private void insert(Resource resource) {
    stores()
        .store()
        .write(
            tx -> {
              tx.resources().insert(Samples.VIEWER, Samples.schema(resource), resource, null);
              return resource;
            });
  }

  private static PassedResource version(PassedResource user, long version) {
    return new PassedResource(
        user.type(),
        user.id(),
        user.serviceProvider(),
        user.domain(),
        version,
        user.created(),
        user.lastModified());
  }

  @Test
  void what_resources_are_is_told_of_those_that_are_kept_and_those_that_are_not() {
    PassedResource passed = user();
    Resource kept = Samples.user(domain, "walt");
    Resource elsewhere = Samples.user(Samples.newDomain(), "wanda");
    ResourceId nobody = Samples.newId();
    write(all -> all.insert(passed));
    insert(kept);
    insert(elsewhere);

    assertThat(
            this.<Map<ResourceId, ResourceType>>read(
                all -> all.types(domain, List.of(passed.id(), kept.id(), elsewhere.id(), nobody))))
        .isEqualTo(Map.of(passed.id(), ResourceType.USER, kept.id(), ResourceType.USER));
  }
}
