package io.tessera.provisioning.internal.people;

import io.tessera.model.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An index without those that an earlier one has found already. */
record FirstFound(IndexedPart of, String folded) implements Part {
  @Override
  public String name() {
    return of.name();
  }

  @Override
  public Page page(@Nullable String after, int most) {
    Page page = of.page(after, most);
    return new Page(page.items().stream().filter(this::isNew).toList(), page.next());
  }

  private boolean isNew(Resource user) {
    List<Walk> earlier = Walk.OF_USERS.subList(0, Walk.OF_USERS.indexOf(of.walk()));
    return earlier.stream().noneMatch(walk -> walk.finds(user, folded));
  }
}
