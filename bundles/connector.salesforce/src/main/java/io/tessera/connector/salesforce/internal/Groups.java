package io.tessera.connector.salesforce.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.zip.CRC32;

/** Creates, changes, removes and reads groups of one kind. */
final class Groups implements Directory {
  private static final int LONGEST_STEM = 40;

  private final SalesforceClient client;
  private final GroupKind kind;
  private final ObjectSchema schema;
  private final Members members;

  Groups(SalesforceClient client, GroupKind kind, ObjectSchema schema) {
    this.client = client;
    this.kind = kind;
    this.schema = schema;
    this.members = new Members(client, kind);
  }

  @Override
  public Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Attributes document = ofNew(operation.attributes());
    if (!named(document.text(kind.name()).orElse(""), List.of()).isEmpty()) {
      throw TargetFailure.of(FailureKind.CONFLICT, "The org has a group of this name.");
    }
    RemoteId id = Directory.idOfNew(client.post("sobjects/" + kind.object(), document));
    try {
      members.change(id, operation.members());
    } catch (TargetFailure refused) {
      Failed failed = refused.failed();
      throw TargetFailure.of(
          "",
          new Failed(
              FailureKind.UNKNOWN,
              "The group was created, but not all of its members were added. " + failed.detail(),
              failed.retryAfter()));
    }
    return Outcome.applied(id);
  }

  private Attributes ofNew(TargetAttributes wanted) throws TargetFailure, InterruptedException {
    Attributes.Builder document = Attributes.builder();
    differing(Attributes.empty(), wanted).forEach(document::put);
    kind.fixed().forEach(document::put);
    Attributes given = document.build();
    Optional<String> name = given.text(kind.name());
    if (given.get(kind.uniqueName()).isEmpty() && name.isPresent()) {
      document.put(kind.uniqueName(), uniqueName(name.get()));
    }
    return document.build();
  }

  /** Letters, digits and single underscores; two names never become the same. */
  private static String uniqueName(String name) {
    String stem = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    if (stem.equals(name) && name.length() <= LONGEST_STEM && Character.isLetter(name.charAt(0))) {
      return name;
    }
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(UTF_8));
    String some = stem.substring(0, Math.min(LONGEST_STEM, stem.length()));
    return ("g_" + some + "_" + Long.toHexString(sum.getValue())).replaceAll("_+", "_");
  }

  private Attributes differing(Attributes current, TargetAttributes wanted)
      throws TargetFailure, InterruptedException {
    Attributes.Builder document = Attributes.builder();
    for (String name : wanted.names()) {
      ObjectSchema.Field field = schema.writable(name);
      Optional<String> text = wanted.first(name);
      Value value = text.isPresent() ? ObjectSchema.value(field, text.get()) : Value.NONE;
      if (!current.get(field.name()).orElse(Value.NONE).equals(value)) {
        document.keep(field.name(), value);
      }
    }
    return document.build();
  }

  @Override
  public Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    Attributes document = differing(present(operation), operation.attributes());
    try {
      if (!document.isEmpty()) {
        client.patch("sobjects/" + kind.object() + "/" + id, document);
      }
    } catch (TargetFailure refused) {
      throw refused.failed().kind() == FailureKind.CONFLICT
          ? refused.as(FailureKind.INVALID, refused.failed().detail())
          : refused;
    }
    members.change(id, operation.members());
    return Outcome.applied(id);
  }

  private Attributes present(Operation operation) throws TargetFailure, InterruptedException {
    return find(operation.existing(), operation.attributes().names().stream().toList())
        .orElseThrow(
            () -> TargetFailure.of(FailureKind.GONE, "The org has no such group any more."));
  }

  @Override
  public Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    if (Soql.isId(id)) {
      try {
        client.delete("sobjects/" + kind.object() + "/" + id);
      } catch (TargetFailure refused) {
        if (!refused.isGone()) {
          throw refused;
        }
      }
    }
    return Outcome.applied(id);
  }

  @Override
  public Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    TargetAttributes asked = lookup.attributes();
    List<String> fields = asked.names().stream().toList();
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Optional<Attributes> found = id.isPresent() ? find(id.get(), fields) : byName(asked, fields);
    if (found.isEmpty()) {
      return new Reading.Absent();
    }
    TargetAttributes.Builder observed = TargetAttributes.builder();
    for (String name : fields) {
      Value value = UserRecords.value(found.get(), name);
      observed.put(name, UserRecords.text(value).stream().toList());
    }
    return new Reading.Found(Directory.idOf(found.get()), observed.build());
  }

  private Optional<Attributes> find(RemoteId id, List<String> fields)
      throws TargetFailure, InterruptedException {
    return Soql.mayBeId(id)
        ? client.queryById(select(fields, "Id = " + Soql.quoted(id.value()))).stream().findFirst()
        : Optional.empty();
  }

  private Optional<Attributes> byName(TargetAttributes given, List<String> fields)
      throws TargetFailure, InterruptedException {
    Optional<String> name = given.first(kind.name());
    if (name.isEmpty()) {
      throw TargetFailure.of(FailureKind.INVALID, kind.name() + " has no value; map one to it.");
    }
    List<Attributes> found = named(name.get(), fields);
    if (found.size() > 1) {
      throw TargetFailure.of(
          FailureKind.INVALID, kind.name() + ": several groups have this name; tell them apart.");
    }
    return found.stream().findFirst();
  }

  private List<Attributes> named(String name, List<String> fields)
      throws TargetFailure, InterruptedException {
    return client.query(
        select(fields, kind.name() + " = " + Soql.quoted(name) + " AND " + kind.filter()));
  }

  private String select(List<String> fields, String where)
      throws TargetFailure, InterruptedException {
    List<String> all = new ArrayList<>(List.of("Id"));
    for (String each : fields) {
      all.add(schema.field(each).name());
    }
    return "SELECT "
        + String.join(", ", all.stream().distinct().toList())
        + " FROM "
        + kind.object()
        + " WHERE "
        + where
        + " LIMIT 2";
  }

  @Override
  public List<String> plan(Operation operation) throws TargetFailure, InterruptedException {
    String path = "/sobjects/" + kind.object();
    List<String> calls = new ArrayList<>();
    if (operation.action() == Action.CREATE) {
      Attributes document = ofNew(operation.attributes());
      calls.add("POST " + path + ": " + String.join(", ", document.names()));
    } else if (operation.action() == Action.DELETE) {
      calls.add("DELETE " + path + "/" + operation.existing());
    } else {
      Attributes document = differing(present(operation), operation.attributes());
      if (!document.isEmpty()) {
        String fields = String.join(", ", document.names());
        calls.add("PATCH " + path + "/" + operation.existing() + ": " + fields);
      }
    }
    if (operation.action() != Action.DELETE) {
      calls.addAll(members.plan(operation.members()));
    }
    return calls;
  }
}
