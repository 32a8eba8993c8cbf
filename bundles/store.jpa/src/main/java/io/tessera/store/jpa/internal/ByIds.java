package io.tessera.store.jpa.internal;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several resources at once, by their ids. */
final class ByIds {
  private final Session session;

  ByIds(Session session) {
    this.session = session;
  }

  List<Resource> rows(String viewer, ResourceType type, Collection<ResourceId> ids) {
    String text =
        "SELECT "
            + Tables.COLUMNS
            + " FROM "
            + Tables.name(type)
            + " i"
            + Tables.byConstraint(Tables.name(type) + "_id")
            + Tables.EXTERNAL_ID
            + " WHERE i.id IN (:in)";
    return session
        .sql()
        .listIn(
            text,
            List.of(viewer),
            texts(ids),
            row -> Tables.resource(row, type, session.documents()));
  }

  /** A group is only looked for where there is no such user. */
  Map<ResourceId, String> labels(Collection<ResourceId> ids) {
    Map<ResourceId, String> found = new HashMap<>();
    Set<String> missing = new HashSet<>(texts(ids));
    for (ResourceType type : ResourceType.values()) {
      String text =
          "SELECT i.id, i.label FROM "
              + Tables.name(type)
              + " i"
              + Tables.byConstraint(Tables.name(type) + "_id")
              + " WHERE i.id IN (:in)";
      session
          .sql()
          .listIn(
              text,
              List.of(),
              missing,
              row -> found.put(ResourceId.of(row.getString(1)), row.getString(2)));
      found.keySet().forEach(id -> missing.remove(id.toString()));
    }
    return found;
  }

  private static Set<String> texts(Collection<ResourceId> ids) {
    Set<String> texts = new HashSet<>();
    ids.forEach(id -> texts.add(id.toString()));
    return texts;
  }
}
