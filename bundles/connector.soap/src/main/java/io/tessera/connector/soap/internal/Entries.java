package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds accounts in answers. */
final class Entries {
  private final Contract contract;

  Entries(Contract contract) {
    this.contract = contract;
  }

  /** An account, and the element its attributes are in. */
  record Entry(Account account, XmlElement element) {}

  private record Place(Path path, Optional<SimpleType> type) {
    List<String> values(XmlElement from) {
      return path.texts(from).stream().map(t -> type.map(y -> y.read(t)).orElse(t)).toList();
    }
  }

  /**
   * All that have an id.
   *
   * @param asked the id of the one that is there when the call does not say where ids are
   */
  List<Entry> all(Mapping mapping, Call call, XmlElement answer, @Nullable RemoteId asked)
      throws HttpFailure, InterruptedException {
    Map<String, Place> places = places(mapping, call);
    Path each = call.where(Call.EACH).orElse(Path.HERE);
    List<Entry> entries = new ArrayList<>();
    for (XmlElement element : each.elements(answer)) {
      Optional<RemoteId> id = call.reads(Call.ID) ? id(call, element) : given(call, element, asked);
      id.ifPresent(known -> entries.add(entry(known, call, places, element)));
    }
    return entries;
  }

  /** How many the answer holds, with an id or without. */
  static int count(Call call, XmlElement answer) {
    return call.where(Call.EACH).orElse(Path.HERE).elements(answer).size();
  }

  private static Optional<RemoteId> given(Call call, XmlElement element, @Nullable RemoteId asked) {
    boolean there =
        call.where(Call.ALL).map(path -> !path.elements(element).isEmpty()).orElse(true);
    return there ? Optional.ofNullable(asked) : Optional.empty();
  }

  static Optional<RemoteId> id(Call call, XmlElement element) {
    return call.where(Call.ID)
        .flatMap(path -> path.texts(element).stream().findFirst())
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .map(RemoteId::new);
  }

  private Map<String, Place> places(Mapping mapping, Call call)
      throws HttpFailure, InterruptedException {
    Optional<Slot> response = contract.operation(call).response();
    Optional<Slot> from =
        response.isEmpty()
            ? response
            : contract.slot(response.get(), call.where(Call.EACH).orElse(Path.HERE));
    Map<String, Place> places = new LinkedHashMap<>();
    for (Map.Entry<String, Path> each : mapping.readable(call).entrySet()) {
      Optional<SimpleType> type =
          from.isEmpty() ? Optional.empty() : contract.type(from.get(), each.getValue());
      places.put(each.getKey(), new Place(each.getValue(), type));
    }
    return places;
  }

  private static Entry entry(
      RemoteId id, Call call, Map<String, Place> places, XmlElement element) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    places.forEach((name, place) -> attributes.put(name, place.values(element)));
    XmlElement base =
        call.where(Call.ALL)
            .flatMap(path -> path.elements(element).stream().findFirst())
            .orElse(element);
    return new Entry(
        new Account(id, TargetAttributes.of(attributes), activity(call, element), null), base);
  }

  private static @Nullable Activity activity(Call call, XmlElement element) {
    Optional<Boolean> active = truth(call.where(Call.ACTIVE), element);
    Optional<Boolean> inactive = truth(call.where(Call.INACTIVE), element);
    return active
        .or(() -> inactive.map(no -> !no))
        .map(usable -> usable ? Activity.ENABLED : Activity.DISABLED)
        .orElse(null);
  }

  private static Optional<Boolean> truth(Optional<Path> path, XmlElement element) {
    return path.flatMap(p -> p.texts(element).stream().findFirst())
        .map(String::strip)
        .map(text -> text.equalsIgnoreCase("true") || text.equals("1"));
  }
}
