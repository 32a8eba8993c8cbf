package io.tessera.provisioning.internal.people;

import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.provisioning.api.admin.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several lists as one. What is not wanted is left out as it is read, for a bounded number of
 * pages: then the answer is short and says where to go on.
 */
record Parts(List<? extends Part> all, Predicate<Resource> wanted) {
  private static final int MOST_PAGES = 8;

  Slice<Resource> read(@Nullable String cursor, int limit) {
    Place from = Place.read(cursor);
    List<Resource> found = new ArrayList<>();
    int index = from == null ? 0 : indexOf(from.part());
    String inner = from == null || from.inner().isEmpty() ? null : from.inner();
    for (int pages = 0; index < all.size(); pages++) {
      Part part = all.get(index);
      if (found.size() == limit || pages == MOST_PAGES) {
        return new Slice<>(found, new Place(part.name(), inner == null ? "" : inner).text());
      }
      Part.Page page = part.page(inner, Math.min(Query.MAX_COUNT, limit - found.size()));
      page.items().stream().filter(wanted).forEach(found::add);
      inner = page.next();
      if (inner == null) {
        index++;
      }
    }
    return new Slice<>(found, null);
  }

  private int indexOf(String name) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return i;
      }
    }
    throw Place.foreign();
  }
}
