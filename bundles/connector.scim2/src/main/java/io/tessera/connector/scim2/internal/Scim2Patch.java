package io.tessera.connector.scim2.internal;

import io.tessera.connector.scim.Desired;
import io.tessera.connector.scim.Documents;
import io.tessera.connector.scim.ScimPath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes PATCH requests (RFC 7644 section 3.5.2) that a strict service takes too. */
final class Scim2Patch {
  private static final String URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private Scim2Patch() {}

  /** The request as a whole. */
  static Attributes of(List<Value> operations) {
    return Attributes.builder()
        .put("schemas", Value.many(List.of(Value.text(URN))))
        .put("Operations", Value.many(operations))
        .build();
  }

  /**
   * The operations that bring a resource into the desired state.
   *
   * @param current needed only where a path selects an element; else may be empty
   */
  static List<Value> operations(Attributes current, List<Desired> wanted) {
    List<Value> operations = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Desired each : wanted) {
      if (each.path().element() == null) {
        operations.add(plain(each));
      } else if (done.add(each.path().selected())) {
        operations.addAll(ofElement(current, sameElement(wanted, each.path())));
      }
    }
    return operations;
  }

  private static Value plain(Desired wanted) {
    boolean list = wanted.isListOfElements();
    String path = list ? wanted.path().attribute() : wanted.path().toString();
    if (wanted.isEmpty()) {
      return remove(path);
    }
    return operation("replace", path, list ? Value.many(wanted.elements()) : wanted.value());
  }

  private static List<Desired> sameElement(List<Desired> wanted, ScimPath path) {
    return wanted.stream().filter(d -> d.path().selected().equals(path.selected())).toList();
  }

  /**
   * Operations on one element. To replace something in an element that is not there is an error
   * (RFC 7644 section 3.5.2.3), so such an element is added as a whole.
   */
  private static List<Value> ofElement(Attributes current, List<Desired> wanted) {
    ScimPath path = wanted.get(0).path();
    Optional<Attributes> before = Documents.find(current, path);
    Optional<Attributes> after = Documents.find(Documents.set(current, wanted), path);
    if (after.isEmpty()) {
      return before.isEmpty() ? List.of() : List.of(remove(path.selected()));
    }
    if (before.isEmpty()) {
      return List.of(addAll(path.attribute(), List.of(Value.complex(after.get()))));
    }
    return wanted.stream()
        .filter(d -> !d.isEmpty() || before.get().get(d.path().subOrValue()).isPresent())
        .map(Scim2Patch::inElement)
        .toList();
  }

  private static Value inElement(Desired wanted) {
    String path = wanted.path().selected() + "." + wanted.path().subOrValue();
    return wanted.isEmpty() ? remove(path) : operation("replace", path, wanted.first());
  }

  /** Adds elements to a multi-valued attribute. */
  static Value addAll(String path, List<Value> elements) {
    return operation("add", path, Value.many(elements));
  }

  /** Removes whatever is at the path. */
  static Value remove(String path) {
    return Value.complex(Attributes.builder().put("op", "remove").put("path", path).build());
  }

  private static Value operation(String op, String path, Value value) {
    return Value.complex(
        Attributes.builder().put("op", op).put("path", path).put("value", value).build());
  }
}
