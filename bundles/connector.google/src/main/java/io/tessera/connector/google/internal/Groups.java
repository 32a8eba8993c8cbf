package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates, changes, removes and reads groups (Directory API, groups and members). */
final class Groups implements Directory {
  /** What of a group can be set. */
  static final List<String> FIELDS = List.of("email", "name", "description");

  private static final int CONFLICT = 409;
  private static final String EMAIL = "email";

  private final DirectoryClient client;
  private final Addresses addresses;
  private final Newcomers newcomers;
  private final Records records;
  private final Blame blame;
  private final Members members;

  Groups(DirectoryClient client, GoogleSettings settings, Newcomers newcomers) {
    this.client = client;
    this.addresses = settings.addresses();
    this.newcomers = newcomers;
    this.records = new Records(client, newcomers, "groups", EMAIL);
    this.blame = new Blame(client, settings, records, EMAIL);
    this.members = new Members(client, records, newcomers);
  }

  @Override
  public Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Attributes document = UserDocument.withoutCleared(document(operation.attributes()));
    RemoteId id;
    try {
      id = Records.idOf(client.post("groups", document), FailureKind.UNKNOWN);
      newcomers.arrived(id.value());
    } catch (TargetFailure refused) {
      String address = document.text(EMAIL).orElse("");
      if (refused.isStatus(CONFLICT)) {
        newcomers.arrived(Addresses.key(address));
      }
      throw blame.ofNew(address, refused);
    }
    addFirst(id, operation);
    return Outcome.applied(id);
  }

  /** The group exists by now, whatever becomes of its members. */
  private void addFirst(RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    try {
      members.change(id, operation.members());
    } catch (TargetFailure refused) {
      Failed failed = refused.failed();
      throw TargetFailure.of(
          new Failed(
              FailureKind.UNKNOWN,
              "The group was created, but not all of its members were added. " + failed.detail(),
              failed.retryAfter()));
    }
  }

  private Attributes document(TargetAttributes wanted) throws TargetFailure {
    Attributes.Builder document = Attributes.builder();
    for (String name : wanted.names()) {
      if (!FIELDS.contains(name)) {
        throw Desired.unusable(name, "is none of " + FIELDS + "; correct the mapping.");
      }
      Value value = wanted.first(name).<Value>map(Value::text).orElse(Value.NONE);
      document.keep(name, value);
    }
    wanted.first(EMAIL).ifPresent(name -> document.put(EMAIL, addresses.full(name)));
    return document.build();
  }

  @Override
  public Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    String path = records.path(id);
    Attributes document = document(operation.attributes());
    try {
      if (!document.isEmpty()) {
        client.put(path, document);
      } else if (operation.members().isEmpty()) {
        records.get(id);
      }
    } catch (TargetFailure refused) {
      throw refused.isStatus(CONFLICT)
          ? refused.as(FailureKind.INVALID, refused.failed().detail())
          : blame.ofChange(id, document.text(EMAIL).orElse(""), refused);
    }
    members.change(id, operation.members());
    return Outcome.applied(id);
  }

  @Override
  public Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    try {
      client.delete(records.path(id));
      newcomers.left(id.value());
    } catch (TargetFailure refused) {
      TargetFailure meant = records.missing(id, refused);
      if (meant.failed().kind() != FailureKind.GONE) {
        throw meant;
      }
    }
    return Outcome.applied(id);
  }

  @Override
  public Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Optional<Attributes> found =
        id.isPresent() ? records.find(id.get()) : byAddress(address(lookup.attributes()));
    if (found.isEmpty()) {
      return new Reading.Absent();
    }
    return new Reading.Found(
        Records.idOf(found.get(), FailureKind.CONFIGURATION),
        observed(found.get(), lookup.attributes()));
  }

  private Optional<Attributes> byAddress(String address)
      throws TargetFailure, InterruptedException {
    try {
      return records.find(address);
    } catch (TargetFailure refused) {
      throw blame.ofAddress(address, refused);
    }
  }

  private String address(TargetAttributes given) throws TargetFailure {
    return given
        .first(EMAIL)
        .map(addresses::full)
        .orElseThrow(
            () -> TargetFailure.of(FailureKind.INVALID, "email has no value; map one to it."));
  }

  private TargetAttributes observed(Attributes group, TargetAttributes asked) {
    TargetAttributes.Builder observed = TargetAttributes.builder();
    for (String name : asked.names()) {
      Optional<String> text = group.text(name).filter(t -> !t.isEmpty());
      if (name.equals(EMAIL)) {
        text = text.map(t -> addresses.told(t, asked.first(EMAIL).orElse("")));
      }
      observed.put(name, text.stream().toList());
    }
    return observed.build();
  }

  /** All that policy maps may name. */
  TargetAttributes all(Attributes group) {
    TargetAttributes.Builder all = TargetAttributes.builder();
    for (String name : FIELDS) {
      Optional<String> text = group.text(name).filter(t -> !t.isEmpty());
      text.map(t -> name.equals(EMAIL) ? addresses.told(t) : t).ifPresent(t -> all.put(name, t));
    }
    return all.build();
  }

  @Override
  public List<String> plan(Operation operation) throws TargetFailure {
    Attributes document = document(operation.attributes());
    String fields = String.join(", ", document.names());
    if (operation.action() == Action.CREATE) {
      List<String> calls = new ArrayList<>(List.of("POST /groups: " + fields));
      calls.addAll(Members.plan("/groups/{id}", operation.members()));
      return calls;
    }
    String path = "/" + records.path(operation.existing());
    if (operation.action() == Action.DELETE) {
      return List.of("DELETE " + path);
    }
    List<String> calls = new ArrayList<>();
    if (!document.isEmpty()) {
      calls.add("PUT " + path + ": " + fields);
    }
    calls.addAll(Members.plan(path, operation.members()));
    return calls;
  }
}
