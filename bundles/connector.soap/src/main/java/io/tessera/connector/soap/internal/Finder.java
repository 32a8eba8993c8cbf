package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Entries.Entry;
import io.tessera.connector.soap.internal.Service.Effect;
import io.tessera.connector.soap.internal.Source.Variable;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks accounts up, by their id or their key. */
final class Finder {
  private final Service service;
  private final SoapSettings settings;
  private final Entries entries;

  Finder(Service service, SoapSettings settings) {
    this.service = service;
    this.settings = settings;
    this.entries = new Entries(service.contract());
  }

  Reading read(Lookup lookup) throws HttpFailure, InterruptedException {
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Mapping mapping = settings.mapping(lookup.type());
    Optional<Entry> found =
        id.isPresent()
            ? byId(mapping, id.get(), lookup.attributes())
            : byKey(mapping, lookup.attributes());
    return found
        .map(Entry::account)
        .<Reading>map(account -> new Reading.Found(account.id(), account.attributes()))
        .orElseGet(Reading.Absent::new);
  }

  /** Where there is no call for it, by the key; then it must have the id. */
  Optional<Entry> byId(Mapping mapping, RemoteId id, TargetAttributes attributes)
      throws HttpFailure, InterruptedException {
    Optional<Call> get = mapping.get();
    if (get.isEmpty()) {
      return byKey(mapping, attributes).filter(entry -> entry.account().id().equals(id));
    }
    Values values = Values.of(attributes, true).with(Variable.ID, id.value());
    return asked(mapping, get.get(), values, id).stream()
        .filter(entry -> entry.account().id().equals(id))
        .findFirst();
  }

  Optional<Entry> byKey(Mapping mapping, TargetAttributes attributes)
      throws HttpFailure, InterruptedException {
    Call find =
        mapping
            .find()
            .orElseThrow(
                () ->
                    new HttpFailure(
                        FailureKind.INVALID,
                        "Accounts cannot be found by their key here; set findUser or findGroup."));
    String key = mapping.keyAttribute();
    String value =
        attributes
            .first(key)
            .orElseThrow(
                () ->
                    new HttpFailure(
                        FailureKind.INVALID,
                        "The key attribute " + key + " has no value; map one."));
    List<Entry> found =
        asked(mapping, find, Values.of(attributes, true), null).stream()
            .filter(entry -> hasKey(entry, key, value))
            .toList();
    if (found.size() > 1) {
      throw new HttpFailure(
          FailureKind.INVALID, "Several accounts match; remove or tell apart the doubles.");
    }
    return found.stream().findFirst();
  }

  /** A service that takes the value for a pattern would hand us somebody else's account. */
  private static boolean hasKey(Entry entry, String key, String value) {
    TargetAttributes read = entry.account().attributes();
    return !read.has(key) || read.all(key).stream().anyMatch(value::equalsIgnoreCase);
  }

  private List<Entry> asked(Mapping mapping, Call call, Values values, @Nullable RemoteId id)
      throws HttpFailure, InterruptedException {
    try {
      XmlElement answer = service.call(call, mapping.inputs(call), values, null, Effect.QUESTION);
      return entries.all(mapping, call, answer, id);
    } catch (HttpFailure refused) {
      if (refused.failed().kind() == FailureKind.GONE) {
        return List.of();
      }
      throw refused;
    }
  }
}
