package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Memberships.Resolved;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.RemoteId;

/** Creates entries. */
final class Additions {
  private final Directory directory;
  private final Finder finder;
  private final Memberships memberships;
  private final Codec codec;
  private final Layout layout;
  private final Dialect dialect;

  Additions(
      Directory directory,
      Finder finder,
      Memberships memberships,
      Codec codec,
      Layout layout,
      Dialect dialect) {
    this.directory = directory;
    this.finder = finder;
    this.memberships = memberships;
    this.codec = codec;
    this.layout = layout;
    this.dialect = dialect;
  }

  /** The entry to add, without members. */
  Entry prepare(Operation operation) throws TargetFailure {
    Kind kind = finder.kind(operation.type());
    dialect.check(operation);
    DN dn = Naming.ofNew(kind, operation.attributes());
    Entry entry = new Entry(dn, codec.encode(operation.attributes()));
    kind.objectClasses().forEach(c -> entry.addAttribute("objectClass", c));
    dialect.beforeAdding(entry, operation);
    return entry;
  }

  Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(operation.type());
    Entry entry = prepare(operation);
    if (operation.type() == ObjectType.GROUP) {
      Resolved members = memberships.resolve(operation.members());
      members.refuseUnknown();
      memberships
          .initial(members, entry.getDN())
          .forEach(m -> entry.addAttribute(layout.membership().attribute(), m));
    }
    RemoteId id = add(kind, entry);
    finish(kind, entry.getDN(), operation);
    return Outcome.applied(id);
  }

  private RemoteId add(Kind kind, Entry entry) throws TargetFailure, InterruptedException {
    AddRequest request = new AddRequest(entry);
    request.addControl(new PostReadRequestControl(false, dialect.idAttribute()));
    try {
      return finder.idOf(
          directory.change("create the " + kind.label(), c -> added(c, c.add(request), entry)));
    } catch (TargetFailure refused) {
      if (refused.is(ResultCode.ENTRY_ALREADY_EXISTS)) {
        throw refused.as(FailureKind.CONFLICT, "An entry with this name exists already.");
      }
      throw refused.is(ResultCode.NO_SUCH_OBJECT) ? withoutParent(kind, entry, refused) : refused;
    }
  }

  /** A place that depends on the account is the account's fault, not that of the target. */
  private TargetFailure withoutParent(Kind kind, Entry entry, TargetFailure refused)
      throws TargetFailure, InterruptedException {
    return kind.place() != null && finder.exists(kind.base())
        ? refused.as(
            FailureKind.INVALID,
            "What " + entry.getDN() + " is below" + " does not exist; create that first.")
        : refused;
  }

  /** What the directory made of it; asked for separately where it does not say at once. */
  private Entry added(LDAPConnection connection, LDAPResult result, Entry entry)
      throws LDAPException {
    PostReadResponseControl after = PostReadResponseControl.get(result);
    if (after != null) {
      return after.getEntry();
    }
    SearchResultEntry read = connection.getEntry(entry.getDN(), dialect.idAttribute());
    if (read == null) {
      // Replicas behind one name: written here and not readable there yet.
      throw new LDAPException(ResultCode.TIMEOUT, "the new entry cannot be read yet");
    }
    return read;
  }

  private void finish(Kind kind, String dn, Operation operation)
      throws TargetFailure, InterruptedException {
    for (Dialect.Step step : dialect.afterAdding(operation)) {
      try {
        ModifyRequest request = new ModifyRequest(dn, step.modifications());
        directory.change(step.what(), c -> c.modify(request));
      } catch (TargetFailure refused) {
        if (refused.failed().kind() != FailureKind.UNKNOWN) {
          undo(kind, dn, refused);
        }
        throw refused;
      }
    }
  }

  /** A creation that failed has made nothing, so that it can be tried again. */
  private void undo(Kind kind, String dn, TargetFailure refused)
      throws TargetFailure, InterruptedException {
    try {
      DeleteRequest request = new DeleteRequest(dn);
      directory.change("take the " + kind.label() + " back", c -> c.delete(request));
    } catch (TargetFailure left) {
      throw left.as(
          FailureKind.UNKNOWN,
          refused.failed().detail() + " The unfinished entry is left, unusable.");
    }
  }
}
