package io.tessera.inbound.scim.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Page;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.Projection;
import io.tessera.scim.protocol.ResourceWriter;
import io.tessera.scim.protocol.ResourceWriter.Shown;
import io.tessera.scim.protocol.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Searches all types at once: users, then groups, each as its own schema reads the filter. What one
 * type does not know matches nothing there; what none knows is a mistake.
 */
final class RootSearch {
  private static final AttributePath SORT_BY = AttributePath.of("sortBy");
  private static final Map<ResourceType, Permission> READ =
      Map.of(ResourceType.USER, Permission.USERS_READ, ResourceType.GROUP, Permission.GROUPS_READ);

  private final Provisioning provisioning;
  private final Codecs codecs;

  RootSearch(Provisioning provisioning, Codecs codecs) {
    this.provisioning = provisioning;
    this.codecs = codecs;
  }

  /** What is asked of one type. */
  private record Part(ResourceType type, Codec codec, SearchRequest search, Queries queries) {}

  byte[] find(Caller caller, String base, SearchRequest search) {
    List<Part> parts = parts(readable(caller), search);
    if (search.sortBy() != null && parts.size() > 1) {
      throw RejectedException.at(
          Kind.INVALID_VALUE,
          SORT_BY,
          "Resources of several types have no common order; search below /Users or /Groups, or"
              + " say which type: meta.resourceType eq \"User\".");
    }
    Query.Paging paging = Queries.paging(search, Query.MAX_COUNT);
    Page<Shown> page =
        paging instanceof Query.ByCursor cursor
            ? byCursor(caller, parts, cursor)
            : byIndex(caller, parts, (Query.ByIndex) paging);
    return ResourceWriter.write(page, Queries.shownStart(search), base);
  }

  private static List<ResourceType> readable(Caller caller) {
    List<ResourceType> types = new ArrayList<>();
    for (ResourceType type : ResourceType.values()) {
      if (caller.may(READ.getOrDefault(type, Permission.USERS_READ))) {
        types.add(type);
      }
    }
    if (types.isEmpty()) {
      throw RejectedException.of(
          Kind.FORBIDDEN,
          "This needs the permission "
              + Permission.USERS_READ.key()
              + " or "
              + Permission.GROUPS_READ.key()
              + ".");
    }
    return types;
  }

  private List<Part> parts(List<ResourceType> types, SearchRequest search) {
    List<RejectedException> unreadable = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (ResourceType type : types) {
      Codec codec = codecs.of(type);
      try {
        Queries queries = new Queries(codec, search);
        if (queries.canMatch()) {
          parts.add(new Part(type, codec, search, queries));
        }
      } catch (RejectedException unknownHere) {
        unreadable.add(unknownHere);
      }
    }
    if (unreadable.size() == types.size()) {
      throw unreadable.get(0);
    }
    return parts;
  }

  private Page<Shown> byIndex(Caller caller, List<Part> parts, Query.ByIndex asked) {
    List<Shown> items = new ArrayList<>();
    long before = 0;
    for (Part part : parts) {
      int start = (int) Math.max(1, asked.startIndex() - before);
      int count = asked.count() - items.size();
      Page<Shown> page = page(caller, part, new Query.ByIndex(start, count));
      items.addAll(page.items());
      before += page.total().orElse(0);
    }
    return new Page<>(items, before);
  }

  /** The cursor begins with the number of the type it is about. */
  private Page<Shown> byCursor(Caller caller, List<Part> parts, Query.ByCursor asked) {
    String cursor = asked.cursor();
    int at = cursor == null ? 0 : place(cursor, parts.size());
    @Nullable String inside = cursor == null || cursor.length() == 1 ? null : cursor.substring(1);
    if (at >= parts.size()) {
      return new Page<>(List.of(), 0);
    }
    Page<Shown> page = page(caller, parts.get(at), new Query.ByCursor(inside, asked.count()));
    String next =
        page.next() != null ? at + page.next() : at + 1 < parts.size() ? "" + (at + 1) : null;
    String previous = page.previous() == null ? null : at + page.previous();
    return new Page<>(page.items(), page.total(), next, previous);
  }

  private static int place(String cursor, int parts) {
    int at = Character.digit(cursor.charAt(0), 10);
    if (at < 0 || at >= parts) {
      throw RejectedException.at(
          Kind.INVALID_CURSOR, AttributePath.of("cursor"), "It was not given out for this search.");
    }
    return at;
  }

  private Page<Shown> page(Caller caller, Part part, Query.Paging paging) {
    Projection projection = projection(part);
    Page<Resource> page =
        provisioning.find(
            caller,
            part.type(),
            part.queries().query(paging),
            Endpoint.includes(part.type(), projection, false));
    return page.map(resource -> new Shown(part.codec().writer(), resource, projection));
  }

  /** Names that only another type has mean nothing here. */
  private static Projection projection(Part part) {
    SearchRequest search = part.search();
    List<String> known = known(part, search.attributes());
    List<String> excluded = known(part, search.excludedAttributes());
    if (known.isEmpty() && !search.attributes().isEmpty()) {
      return Projection.of(part.codec().schema(), List.of("id"), List.of());
    }
    return known.isEmpty() && excluded.isEmpty()
        ? part.codec().standard()
        : Projection.of(part.codec().schema(), known, excluded);
  }

  private static List<String> known(Part part, List<String> names) {
    return names.stream()
        .filter(
            name ->
                part.codec().schema().resolve(name).isPresent()
                    || part.codec().schema().extension(name).isPresent())
        .toList();
  }
}
