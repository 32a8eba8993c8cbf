package io.tessera.store.kit;

import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Memberships.Member;
import io.tessera.store.spi.Memberships.Membership;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who belongs to which group, directly and through other groups. */
public abstract class MembershipsContract {
  private final String domain = Samples.newDomain();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  @Test
  void members_are_listed_in_the_order_they_joined_with_their_names() {
    Resource group = insert(Samples.group(domain, "ordered"));
    Resource zoe = insert(Samples.user(domain, "zoe"));
    Resource amy = insert(Samples.user(domain, "amy"));
    Resource inner = insert(Samples.group(domain, "inner"));

    add(group, zoe, amy, inner);

    assertThat(members(group))
        .containsExactly(
            new Member(ref(zoe), "zoe Doe"),
            new Member(ref(amy), "amy Doe"),
            new Member(ref(inner), "inner"));
  }

  @Test
  void members_are_read_part_by_part_in_the_order_of_their_ids() {
    Resource group = insert(Samples.group(domain, "parted"));
    Resource inner = insert(Samples.group(domain, "part"));
    List<Resource> users =
        Stream.of("ann", "ben", "cid").map(name -> insert(Samples.user(domain, name))).toList();
    add(group, users.toArray(Resource[]::new));
    add(group, inner);
    List<ResourceId> all =
        Stream.concat(users.stream(), Stream.of(inner))
            .map(Resource::id)
            .sorted(Comparator.comparing(ResourceId::toString))
            .toList();

    List<Member> first = store().read(tx -> tx.memberships().members(group.id(), null, 3));
    List<Member> rest = store().read(tx -> tx.memberships().members(group.id(), all.get(2), 3));

    assertThat(Stream.concat(first.stream(), rest.stream()).map(m -> m.ref().id()))
        .containsExactlyElementsOf(all);
    assertThat(Stream.concat(first.stream(), rest.stream()))
        .contains(new Member(ref(inner), "part"), new Member(ref(users.get(0)), "ann Doe"));
  }

  @Test
  void adding_and_removing_twice_is_no_mistake_and_tells_what_really_happened() {
    Resource group = insert(Samples.group(domain, "idempotent"));
    Resource bob = insert(Samples.user(domain, "bob"));
    Resource eve = insert(Samples.user(domain, "eve"));

    assertThat(add(group, bob)).isEqualTo(new MembershipDelta(List.of(ref(bob)), List.of()));
    assertThat(add(group, bob, eve)).isEqualTo(new MembershipDelta(List.of(ref(eve)), List.of()));
    assertThat(remove(group, bob)).isEqualTo(new MembershipDelta(List.of(), List.of(ref(bob))));
    assertThat(remove(group, bob).isEmpty()).isTrue();
    assertThat(members(group)).extracting(Member::ref).containsExactly(ref(eve));
  }

  @Test
  void a_member_that_does_not_exist_in_the_domain_is_refused() {
    Resource group = insert(Samples.group(domain, "picky"));
    Resource stranger = insert(Samples.user(Samples.newDomain(), "stranger"));
    Resource nobody = Samples.user(domain, "nobody");

    for (Resource wrong : List.of(stranger, nobody)) {
      RejectedException refused =
          catchThrowableOfType(RejectedException.class, () -> add(group, wrong));
      assertThat(refused.first().kind()).isEqualTo(Problem.Kind.INVALID_VALUE);
      assertThat(refused.first().where().orElseThrow()).hasToString("members.value");
      assertThat(refused.first().detail()).contains(wrong.id().toString());
    }
    assertThat(members(group)).isEmpty();
  }

  @Test
  void groups_are_told_directly_and_through_other_groups() {
    Resource top = insert(Samples.group(domain, "top"));
    Resource middle = insert(Samples.group(domain, "middle"));
    Resource bottom = insert(Samples.group(domain, "bottom"));
    Resource user = insert(Samples.user(domain, "deep"));
    add(top, middle);
    add(bottom, user);

    add(middle, bottom);

    assertThat(groupsOf(user))
        .containsExactly(
            new Membership(bottom.id(), "bottom", true),
            new Membership(middle.id(), "middle", false),
            new Membership(top.id(), "top", false));
    assertThat(groupsOf(bottom)).extracting(Membership::direct).containsExactly(true, false);
  }

  @Test
  void a_membership_that_is_direct_and_indirect_is_told_once_as_direct() {
    Resource outer = insert(Samples.group(domain, "both-outer"));
    Resource inner = insert(Samples.group(domain, "both-inner"));
    Resource user = insert(Samples.user(domain, "both"));
    add(outer, inner, user);
    add(inner, user);

    assertThat(groupsOf(user))
        .containsExactly(
            new Membership(inner.id(), "both-inner", true),
            new Membership(outer.id(), "both-outer", true));
  }

  @Test
  void a_group_cannot_contain_itself_however_far_the_way() {
    Resource a = insert(Samples.group(domain, "a"));
    Resource b = insert(Samples.group(domain, "b"));
    Resource c = insert(Samples.group(domain, "c"));
    add(a, b);
    add(b, c);

    for (Resource member : List.of(a, b, c)) {
      RejectedException refused =
          catchThrowableOfType(RejectedException.class, () -> add(c, member));
      assertThat(refused.first().kind()).isEqualTo(Problem.Kind.INVALID_VALUE);
      assertThat(refused.first().where().orElseThrow()).hasToString("members.value");
    }
  }

  @Test
  void two_ways_to_a_group_survive_the_loss_of_one() {
    Resource top = insert(Samples.group(domain, "d-top"));
    Resource left = insert(Samples.group(domain, "d-left"));
    Resource right = insert(Samples.group(domain, "d-right"));
    Resource bottom = insert(Samples.group(domain, "d-bottom"));
    Resource user = insert(Samples.user(domain, "d-user"));
    add(top, left, right);
    add(left, bottom);
    add(right, bottom);
    add(bottom, user);

    remove(left, bottom);
    assertThat(groupsOf(user))
        .extracting(Membership::display)
        .containsExactly("d-bottom", "d-right", "d-top");

    delete(right);
    assertThat(groupsOf(user)).extracting(Membership::display).containsExactly("d-bottom");
  }

  @Test
  void clearing_a_group_tells_who_left() {
    Resource group = insert(Samples.group(domain, "cleared"));
    Resource inner = insert(Samples.group(domain, "cleared-inner"));
    Resource user = insert(Samples.user(domain, "cleared-user"));
    add(group, inner);
    add(inner, user);

    MembershipDelta delta = store().write(tx -> tx.memberships().clear(group.id()));

    assertThat(delta).isEqualTo(new MembershipDelta(List.of(), List.of(ref(inner))));
    assertThat(groupsOf(user)).extracting(Membership::display).containsExactly("cleared-inner");
  }

  @Test
  void nothing_dangles_behind_a_deleted_resource() {
    Resource group = insert(Samples.group(domain, "stays"));
    Resource user = insert(Samples.user(domain, "leaves"));
    Resource gone = insert(Samples.group(domain, "goes"));
    add(group, user);
    add(gone, user);

    delete(gone);
    assertThat(groupsOf(user)).extracting(Membership::group).containsExactly(group.id());
    delete(user);

    assertThat(members(group)).isEmpty();
    Map<ResourceId, List<Membership>> groups =
        store().read(tx -> tx.memberships().groupsOf(List.of(user.id())));
    assertThat(groups).isEmpty();
  }

  @Test
  void thirty_two_parallel_additions_to_one_group_all_survive() {
    Resource group = insert(Samples.group(domain, "popular"));
    List<Resource> users =
        IntStream.range(0, 32)
            .mapToObj(i -> insert(Samples.user(domain, "fan" + i)))
            .collect(Collectors.toList());

    List<Long> versions =
        Parallel.run(users.stream().<Callable<Long>>map(u -> () -> join(group, u)).toList());

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, 33).boxed().toList());
    assertThat(members(group)).hasSize(32);
  }

  @Test
  void parallel_nestings_never_make_a_circle() {
    for (int round = 0; round < 5; round++) {
      Resource a = insert(Samples.group(domain, "circle-a" + round));
      Resource b = insert(Samples.group(domain, "circle-b" + round));

      List<Boolean> done =
          Parallel.run(List.<Callable<Boolean>>of(() -> tryToAdd(a, b), () -> tryToAdd(b, a)));

      assertThat(done).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void a_user_deleted_while_joining_never_dangles() {
    Resource group = insert(Samples.group(domain, "race"));
    for (int round = 0; round < 10; round++) {
      Resource user = insert(Samples.user(domain, "racer" + round));

      Parallel.run(
          List.<Callable<Boolean>>of(
              () -> tryToAdd(group, user),
              () -> {
                delete(user);
                return true;
              }));

      assertThat(members(group)).isEmpty();
    }
  }

  private long join(Resource group, Resource user) {
    return store()
        .write(
            tx -> {
              Resource before =
                  tx.resources()
                      .findForUpdate(VIEWER, ResourceType.GROUP, group.id())
                      .orElseThrow();
              MembershipDelta delta =
                  tx.memberships().change(group.id(), List.of(user.id()), List.of());
              Resource after = Samples.next(before, before.attributes());
              tx.resources()
                  .update(VIEWER, Samples.schema(after), before, after, PasswordChange.KEEP);
              tx.record(Samples.change(before, after, delta), List.of());
              return after.version();
            });
  }

  private boolean tryToAdd(Resource group, Resource member) {
    try {
      add(group, member);
      return true;
    } catch (RejectedException refused) {
      return false;
    }
  }

  private Resource insert(Resource resource) {
    return store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(resource), resource, null);
              return resource;
            });
  }

  private void delete(Resource resource) {
    store()
        .write(
            tx -> {
              tx.resources().delete(Samples.schema(resource), resource.id());
              return resource;
            });
  }

  private MembershipDelta add(Resource group, Resource... members) {
    List<ResourceId> ids = Stream.of(members).map(Resource::id).toList();
    return store().write(tx -> tx.memberships().change(group.id(), ids, List.of()));
  }

  private MembershipDelta remove(Resource group, Resource... members) {
    List<ResourceId> ids = Stream.of(members).map(Resource::id).toList();
    return store().write(tx -> tx.memberships().change(group.id(), List.of(), ids));
  }

  private List<Member> members(Resource group) {
    return store().read(tx -> tx.memberships().members(group.id()));
  }

  private List<Membership> groupsOf(Resource resource) {
    return store()
        .read(
            tx ->
                tx.memberships()
                    .groupsOf(List.of(resource.id()))
                    .getOrDefault(resource.id(), List.of()));
  }

  private static MemberRef ref(Resource resource) {
    return new MemberRef(resource.type(), resource.id());
  }
}
