package io.tessera.connector.google.internal;

import io.tessera.connector.google.internal.GoogleSettings.Removal;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.Optional;

/** Creates, changes, removes and reads users (Directory API, users). */
final class Users implements Directory {
  private static final int CONFLICT = 409;
  private static final String EMAIL = "primaryEmail";
  private static final String SUSPENDED = "suspended";

  private final DirectoryClient client;
  private final GoogleSettings settings;
  private final CustomFields custom;
  private final OrgUnits orgUnits;
  private final Newcomers newcomers;
  private final Records records;
  private final Blame blame;
  private final UserReader reader;
  private final Passwords passwords = new Passwords();

  Users(DirectoryClient client, GoogleSettings settings, CustomFields custom, Newcomers newcomers) {
    this.client = client;
    this.settings = settings;
    this.custom = custom;
    this.newcomers = newcomers;
    this.orgUnits = new OrgUnits(client, settings);
    this.records = new Records(client, newcomers, "users", EMAIL);
    this.blame = new Blame(client, settings, records, EMAIL);
    this.reader = new UserReader(settings.addresses());
  }

  @Override
  public Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Attributes document = documentOfNew(operation);
    String address = Addresses.key(document.text(EMAIL).orElse(""));
    try {
      Attributes created = orgUnits.with(document, () -> client.post("users", document));
      RemoteId id = Records.idOf(created, FailureKind.UNKNOWN);
      newcomers.arrived(id.value());
      return Outcome.applied(id);
    } catch (TargetFailure refused) {
      if (refused.isStatus(CONFLICT) && refused.failed().kind() == FailureKind.CONFLICT) {
        newcomers.arrived(address);
      }
      throw blame.ofNew(address, refused);
    }
  }

  private Attributes documentOfNew(Operation operation) throws TargetFailure, InterruptedException {
    Attributes wanted = document(Attributes.empty(), operation);
    return passwords.forCreation(UserDocument.withoutCleared(wanted), operation.attributes());
  }

  private Attributes document(Attributes current, Operation operation)
      throws TargetFailure, InterruptedException {
    List<Desired> wanted = Desired.of(operation.attributes(), custom);
    Attributes.Builder document = UserDocument.of(current, wanted).toBuilder();
    Optional<String> name = operation.attributes().first(EMAIL);
    name.ifPresent(written -> document.put(EMAIL, settings.addresses().full(written)));
    operation.activityIfAny().ifPresent(a -> document.put(SUSPENDED, a == Activity.DISABLED));
    return document.build();
  }

  @Override
  public Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    String path = records.path(id);
    Change change = change(operation);
    try {
      if (!change.document().isEmpty()) {
        orgUnits.with(
            change.document(),
            () -> {
              put(path, change);
              return Attributes.empty();
            });
      }
      removeOldAddress(path, change);
      return Outcome.applied(id);
    } catch (TargetFailure refused) {
      throw refused.isStatus(CONFLICT)
          ? refused.as(FailureKind.INVALID, refused.failed().detail())
          : blame.ofChange(id, change.document().text(EMAIL).orElse(""), refused);
    }
  }

  /**
   * What an update writes.
   *
   * @param etag the version it was made for; empty where none was looked at
   * @param oldAddress to be removed from the aliases; empty: none
   */
  private record Change(Attributes document, String etag, String oldAddress) {}

  private Change change(Operation operation) throws TargetFailure, InterruptedException {
    List<Desired> wanted = Desired.of(operation.attributes(), custom);
    boolean lists = wanted.stream().anyMatch(Desired::isPartOfList);
    boolean nothing = wanted.isEmpty() && operation.activityIfAny().isEmpty();
    boolean renamable = settings.removeOldAddress() && operation.attributes().has(EMAIL);
    if (!lists && !nothing && !renamable) {
      Attributes document = document(Attributes.empty(), operation);
      return new Change(passwords.forUpdate(document, operation.attributes()), "", "");
    }
    Attributes current = records.get(operation.existing());
    Attributes differing = UserDocument.differing(document(current, operation), current);
    return new Change(
        passwords.forUpdate(differing, operation.attributes()),
        lists ? current.text("etag").orElse("") : "",
        renamable ? oldAddress(current, differing) : "");
  }

  private static String oldAddress(Attributes current, Attributes changed) {
    String before = current.text(EMAIL).orElse("");
    return changed.text(EMAIL).filter(after -> !after.equalsIgnoreCase(before)).isPresent()
        ? before
        : "";
  }

  private void put(String path, Change change) throws TargetFailure, InterruptedException {
    if (change.etag().isEmpty()) {
      client.put(path, change.document());
    } else {
      client.put(path, change.document(), change.etag());
    }
  }

  /** The directory makes the address before a rename an alias. */
  private void removeOldAddress(String path, Change change)
      throws TargetFailure, InterruptedException {
    if (!change.oldAddress().isEmpty()) {
      try {
        client.delete(path + "/aliases/" + DirectoryClient.encode(change.oldAddress()));
      } catch (TargetFailure refused) {
        if (refused.failed().kind() != FailureKind.GONE) {
          throw refused;
        }
      }
    }
  }

  @Override
  public Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    try {
      String path = records.path(id);
      if (settings.removal() == Removal.SUSPEND) {
        client.put(path, Attributes.builder().put(SUSPENDED, true).build());
      } else {
        client.delete(path);
        newcomers.left(id.value());
      }
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
        reader.asked(found.get(), lookup.attributes()));
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
        .map(settings.addresses()::full)
        .orElseThrow(
            () ->
                TargetFailure.of(FailureKind.INVALID, "primaryEmail has no value; map one to it."));
  }

  @Override
  public List<String> plan(Operation operation) throws TargetFailure, InterruptedException {
    if (operation.action() == Action.CREATE) {
      return List.of("POST /users: " + fields(documentOfNew(operation)));
    }
    String path = "/" + records.path(operation.existing());
    if (operation.action() == Action.DELETE) {
      return List.of(
          settings.removal() == Removal.SUSPEND ? "PUT " + path + ": suspended" : "DELETE " + path);
    }
    Change change = change(operation);
    return change.document().isEmpty()
        ? List.of()
        : List.of("PUT " + path + ": " + fields(change.document()));
  }

  private static String fields(Attributes document) {
    return String.join(
        ", ",
        document.names().stream()
            .map(
                name ->
                    document.get(name).orElse(Value.NONE) instanceof Value.Complex complex
                        ? name + complex.attributes().names()
                        : name)
            .toList());
  }
}
