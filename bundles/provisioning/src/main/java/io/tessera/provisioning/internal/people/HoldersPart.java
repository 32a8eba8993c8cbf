package io.tessera.provisioning.internal.people;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.store.spi.Assignments.Holder;
import io.tessera.store.spi.Transaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who holds one of some roles in one user store.
 *
 * @param roles the one that was asked for, and those it comes with
 */
record HoldersPart(Transaction tx, String domain, List<Role> roles, Instant now) implements Part {
  private static final Comparator<ResourceId> ORDER = Comparator.comparing(ResourceId::toString);

  @Override
  public String name() {
    return Walk.ROLE + " " + domain;
  }

  @Override
  public Page page(@Nullable String after, int most) {
    @Nullable ResourceId last =
        after == null ? null : ResourceId.parse(after).orElseThrow(Place::foreign);
    TreeSet<ResourceId> ids = new TreeSet<>(ORDER);
    for (Role role : roles) {
      tx.assignments().members(role.id(), domain, now, last, most).stream()
          .map(Holder::id)
          .forEach(ids::add);
    }
    List<ResourceId> page = ids.stream().limit(most).toList();
    List<Resource> users =
        tx.resources().find(Caller.RESIDENT, ResourceType.USER, page).stream()
            .sorted(Comparator.comparing(Resource::id, ORDER))
            .toList();
    return new Page(users, page.size() < most ? null : page.get(page.size() - 1).toString());
  }
}
