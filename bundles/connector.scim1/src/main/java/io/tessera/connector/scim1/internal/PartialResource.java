package io.tessera.connector.scim1.internal;

import io.tessera.connector.scim.Desired;
import io.tessera.connector.scim.Documents;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes PATCH requests of SCIM 1.1 (draft-scim-api-01 section 3.3.2): what {@code meta.attributes}
 * names is cleared, then the rest is merged. An attribute with several values is written as a
 * whole: merging goes by {@code value}, which is the very thing that changes.
 */
final class PartialResource {
  private final Attributes current;
  private final List<Desired> wanted;
  private final Set<String> cleared = new LinkedHashSet<>();
  private final Set<String> extensions = new LinkedHashSet<>();
  private final List<Desired> merged = new ArrayList<>();

  private PartialResource(Attributes current, List<Desired> wanted) {
    this.current = current;
    this.wanted = wanted;
  }

  /**
   * The request.
   *
   * @param core schema of it
   * @param current needed where a path selects an element
   */
  static Optional<Attributes> of(String core, Attributes current, List<Desired> wanted) {
    return new PartialResource(current, wanted).document(core);
  }

  private Optional<Attributes> document(String core) {
    wanted.stream().filter(each -> each.path().element() == null).forEach(this::plain);
    Attributes document = Documents.set(Attributes.empty(), merged);
    document = withElements(document);
    if (document.isEmpty() && cleared.isEmpty()) {
      return Optional.empty();
    }
    if (!cleared.isEmpty()) {
      Value names = Value.many(cleared.stream().map(Value::text).toList());
      document =
          document.with(
              "meta", Value.complex(Attributes.builder().put("attributes", names).build()));
    }
    List<Value> urns =
        Stream.concat(Stream.of(core), extensions.stream())
            .map(Value::text)
            .map(Value.class::cast)
            .toList();
    return Optional.of(document.with("schemas", Value.many(urns)));
  }

  private void plain(Desired each) {
    each.path().urnIfAny().ifPresent(extensions::add);
    boolean list = each.isListOfElements();
    if (each.isEmpty() || list) {
      cleared.add(list ? each.path().attribute() : each.path().toString());
    }
    if (!each.isEmpty()) {
      merged.add(each);
    }
  }

  /** Attributes of which elements are selected, with all their elements. */
  private Attributes withElements(Attributes document) {
    List<Desired> selecting =
        wanted.stream().filter(each -> each.path().element() != null).toList();
    Attributes after = Documents.set(current, selecting);
    Attributes changed = document;
    for (Desired each : selecting) {
      Optional<String> urn = each.path().urnIfAny();
      String name = each.path().name();
      Value old = urn.map(current::complex).orElse(current).get(name).orElse(Value.NONE);
      Value now = urn.map(after::complex).orElse(after).get(name).orElse(Value.NONE);
      if (!old.equals(now)) {
        urn.ifPresent(extensions::add);
        cleared.add(each.path().attribute());
        changed = withList(changed, urn, name, now);
      }
    }
    return changed;
  }

  private static Attributes withList(
      Attributes document, Optional<String> urn, String name, Value list) {
    return urn.isEmpty()
        ? document.with(name, list)
        : document.with(urn.get(), Value.complex(document.complex(urn.get()).with(name, list)));
  }
}
