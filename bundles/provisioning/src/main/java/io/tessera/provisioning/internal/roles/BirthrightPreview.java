package io.tessera.provisioning.internal.roles;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.BirthrightRule.Effect;
import io.tessera.provisioning.api.admin.BirthrightRule.Preview;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Memberships.Membership;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Walks through users, some at a time, and tells what a rule would change. A service provider is
 * told of its own domain only.
 */
final class BirthrightPreview {
  private static final int AT_ONCE = 100;

  private final Caller caller;
  private final RoleIndex roles;
  private final CompiledBirthright birthright;
  private final Clock clock;
  private final int mostShown;
  private final List<Effect> effects = new ArrayList<>();
  private long walked;
  private long examined;
  private long gaining;
  private long losing;

  BirthrightPreview(
      Caller caller, RoleIndex roles, CompiledBirthright birthright, Clock clock, int mostShown) {
    this.caller = caller;
    this.roles = roles;
    this.birthright = birthright;
    this.clock = clock;
    this.mostShown = mostShown;
  }

  Preview over(Store store, int most) {
    @Nullable ResourceId last = null;
    boolean more = true;
    while (more && walked < most) {
      int some = (int) Math.min(AT_ONCE, most - walked);
      @Nullable ResourceId after = last;
      List<ResourceId> ids =
          store.<List<ResourceId>>read(tx -> tx.sweeps().next(ResourceType.USER, after, some));
      Part part = store.<Part>read(tx -> part(tx, ids));
      part.effects().forEach(this::count);
      examined += part.seen();
      walked += ids.size();
      more = ids.size() == some;
      last = ids.isEmpty() ? last : ids.get(ids.size() - 1);
    }
    return new Preview(examined, !more, gaining, losing, effects);
  }

  private void count(Effect effect) {
    gaining += effect.gains().isEmpty() ? 0 : 1;
    losing += effect.loses().isEmpty() ? 0 : 1;
    if (effects.size() < mostShown) {
      effects.add(effect);
    }
  }

  /** Some users that were looked at. */
  private record Part(int seen, List<Effect> effects) {}

  private Part part(Transaction tx, List<ResourceId> ids) {
    Map<ResourceId, List<Membership>> groups =
        birthright.readsGroups() ? tx.memberships().groupsOf(ids) : Map.of();
    int seen = 0;
    List<Effect> found = new ArrayList<>();
    for (ResourceId id : ids) {
      Optional<Resource> user =
          tx.resources()
              .find(caller.serviceProvider(), ResourceType.USER, id)
              .filter(one -> AssignmentAdministration.isIn(caller, one));
      seen += user.isPresent() ? 1 : 0;
      Set<String> names =
          groups.getOrDefault(id, List.of()).stream()
              .map(Membership::display)
              .collect(Collectors.toSet());
      user.flatMap(one -> effect(tx, one, names)).ifPresent(found::add);
    }
    return new Part(seen, found);
  }

  private Optional<Effect> effect(Transaction tx, Resource user, Set<String> groups) {
    List<Assignment> present = tx.assignments().of(user.id());
    List<Assignment> supposed;
    try {
      supposed =
          new Granting(tx, roles, caller, clock)
              .supposed(birthright, user.id(), user.attributes(), groups, present);
    } catch (ExpressionException undecided) {
      return Optional.empty();
    }
    Set<Role> before = roles.effective(present, clock.instant());
    Set<Role> after = roles.effective(supposed, clock.instant());
    List<String> gains = names(after, before);
    List<String> loses = names(before, after);
    return gains.isEmpty() && loses.isEmpty()
        ? Optional.empty()
        : Optional.of(new Effect(user.id(), user.name(), gains, loses));
  }

  private static List<String> names(Set<Role> some, Set<Role> without) {
    return some.stream().filter(role -> !without.contains(role)).map(Role::name).toList();
  }
}
