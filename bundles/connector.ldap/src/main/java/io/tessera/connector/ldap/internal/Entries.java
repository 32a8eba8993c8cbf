package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import io.tessera.connector.ldap.internal.LdapSettings.Kind;
import io.tessera.connector.ldap.internal.Memberships.Resolved;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates, changes, removes and reads the entry an operation is about. */
final class Entries {
  private final Directory directory;
  private final Finder finder;
  private final Memberships memberships;
  private final Codec codec;
  private final Locking locking;
  private final LdapSettings settings;

  Entries(
      Directory directory,
      Finder finder,
      Memberships memberships,
      Codec codec,
      LdapSettings settings) {
    this.directory = directory;
    this.finder = finder;
    this.memberships = memberships;
    this.codec = codec;
    this.locking = new Locking(settings.lock());
    this.settings = settings;
  }

  Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(operation.type());
    String dn = Naming.ofNew(kind, operation.attributes());
    Entry entry = new Entry(dn, codec.encode(operation.attributes()));
    kind.objectClasses().forEach(c -> entry.addAttribute("objectClass", c));
    locking.value(operation).ifPresent(entry::setAttribute);
    if (operation.type() == ObjectType.GROUP) {
      Resolved members = memberships.resolve(operation.members());
      members.refuseUnknown();
      memberships
          .initial(members, dn)
          .forEach(m -> entry.addAttribute(settings.membership().attribute(), m));
    }
    return Outcome.applied(add(kind, entry));
  }

  private RemoteId add(Kind kind, Entry entry) throws TargetFailure, InterruptedException {
    AddRequest request = new AddRequest(entry);
    request.addControl(new PostReadRequestControl(false, settings.idAttribute()));
    try {
      return finder.idOf(
          directory.change("create the " + kind.label(), c -> added(c, c.add(request), entry)));
    } catch (TargetFailure refused) {
      throw refused.is(ResultCode.ENTRY_ALREADY_EXISTS)
          ? refused.as(FailureKind.CONFLICT, "An entry with this name exists already.")
          : refused;
    }
  }

  /** What the directory made of it; asked for separately where it does not say at once. */
  private Entry added(LDAPConnection connection, LDAPResult result, Entry entry)
      throws LDAPException {
    PostReadResponseControl after = PostReadResponseControl.get(result);
    if (after != null) {
      return after.getEntry();
    }
    SearchResultEntry read = connection.getEntry(entry.getDN(), settings.idAttribute());
    if (read == null) {
      // Replicas behind one name: written here and not readable there yet.
      throw new LDAPException(ResultCode.TIMEOUT, "the new entry cannot be read yet");
    }
    return read;
  }

  Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(operation.type());
    SearchResultEntry entry =
        finder
            .byId(kind, operation.existing(), kind.namingAttribute())
            .orElseThrow(() -> gone(kind));
    Resolved members = memberships.resolve(operation.members());
    Optional<RDN> newName = Naming.change(kind, entry, operation.attributes());
    String dn = newName.isEmpty() ? entry.getDN() : rename(kind, entry, newName.get());
    write(kind, dn, state(kind, entry, operation, newName.isPresent()));
    if (operation.type() == ObjectType.GROUP) {
      if (newName.isPresent()) {
        memberships.renamed(entry.getDN(), dn);
      }
      memberships.apply(dn, members);
      members.refuseUnknown();
    }
    return Outcome.applied(operation.existing());
  }

  private String rename(Kind kind, SearchResultEntry entry, RDN newName)
      throws TargetFailure, InterruptedException {
    ModifyDNRequest request = new ModifyDNRequest(entry.getDN(), newName.toString(), true);
    try {
      directory.change("rename the " + kind.label(), c -> c.modifyDN(request));
    } catch (TargetFailure refused) {
      throw refused.is(ResultCode.ENTRY_ALREADY_EXISTS)
          ? refused.as(FailureKind.INVALID, "The new name belongs to another entry.")
          : goneIfAbsent(kind, refused);
    }
    return Naming.renamed(entry, newName);
  }

  private List<Modification> state(
      Kind kind, SearchResultEntry entry, Operation operation, boolean renamed)
      throws TargetFailure {
    List<Modification> state = new ArrayList<>();
    for (String name : operation.attributes().names()) {
      List<String> values = operation.attributes().all(name);
      if (!name.equalsIgnoreCase(kind.namingAttribute())
          || !Naming.isSettled(kind, entry, values, renamed)) {
        state.add(replace(codec.encode(name, values)));
      }
    }
    locking.change(operation).map(Entries::replace).ifPresent(state::add);
    return state;
  }

  private static Modification replace(Attribute wanted) {
    return new Modification(ModificationType.REPLACE, wanted.getName(), wanted.getRawValues());
  }

  private void write(Kind kind, String dn, List<Modification> state)
      throws TargetFailure, InterruptedException {
    if (state.isEmpty()) {
      return;
    }
    try {
      modify(kind, dn, state);
    } catch (TargetFailure refused) {
      boolean emptied = refused.is(ResultCode.OBJECT_CLASS_VIOLATION) && memberships.required();
      if (kind.equals(settings.users()) || !emptied) {
        throw refused;
      }
      memberships.standIn(dn);
      modify(kind, dn, state);
    }
  }

  private void modify(Kind kind, String dn, List<Modification> state)
      throws TargetFailure, InterruptedException {
    ModifyRequest request = new ModifyRequest(dn, state);
    try {
      directory.change("change the " + kind.label(), c -> c.modify(request));
    } catch (TargetFailure refused) {
      throw goneIfAbsent(kind, refused);
    }
  }

  Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(operation.type());
    Optional<SearchResultEntry> entry = finder.byId(kind, operation.existing(), "1.1");
    if (entry.isPresent()) {
      delete(kind, entry.get().getDN());
    }
    return Outcome.applied(operation.existing());
  }

  private void delete(Kind kind, String dn) throws TargetFailure, InterruptedException {
    DeleteRequest request = new DeleteRequest(dn);
    try {
      directory.change("delete the " + kind.label(), c -> c.delete(request));
    } catch (TargetFailure refused) {
      if (!refused.is(ResultCode.NO_SUCH_OBJECT)) {
        throw refused;
      }
    }
  }

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(lookup.type());
    Set<String> names = new LinkedHashSet<>(lookup.attributes().names());
    names.add(kind.namingAttribute());
    names.add(settings.idAttribute());
    String[] wanted = names.toArray(String[]::new);
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Optional<SearchResultEntry> found =
        id.isPresent()
            ? finder.byId(kind, id.get(), wanted)
            : finder.byKeys(kind, lookup.attributes(), wanted);
    return found.isEmpty()
        ? new Reading.Absent()
        : new Reading.Found(finder.idOf(found.get()), codec.decode(found.get()));
  }

  private static TargetFailure gone(Kind kind) {
    return TargetFailure.of(
        FailureKind.GONE, "The " + kind.label() + " does not exist in the directory any more.");
  }

  private static TargetFailure goneIfAbsent(Kind kind, TargetFailure refused) {
    return refused.is(ResultCode.NO_SUCH_OBJECT) ? gone(kind) : refused;
  }
}
