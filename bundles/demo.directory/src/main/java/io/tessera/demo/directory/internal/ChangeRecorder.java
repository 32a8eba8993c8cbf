package io.tessera.demo.directory.internal;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ReadOnlyAddRequest;
import com.unboundid.ldap.sdk.ReadOnlyModifyDNRequest;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.unboundidds.controls.IgnoreNoUserModificationRequestControl;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFModifyDNChangeRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets a change be answered only when it is in the journal. A lock, taken before a change and given
 * back after it, puts the changes of all connections into the journal in the order in which they
 * were made; the wait for the disk is outside it.
 */
final class ChangeRecorder extends InMemoryOperationInterceptor {
  private static final String ID = "entryUUID";
  private static final String[] NOWHERE = {};
  private static final String MEMBER = "member";
  private static final String PASSWORD = "userPassword";

  private final ReentrantLock order = new ReentrantLock();
  private volatile @Nullable InMemoryDirectoryServer directory;
  private volatile @Nullable Journal journal;

  /** What the journal is to know of a change that has just been made, in order. */
  private interface Source {
    List<LDIFChangeRecord> changes() throws LDAPException;
  }

  /** Called once, before the directory listens. */
  void start(InMemoryDirectoryServer changing, Journal into) {
    directory = changing;
    journal = into;
  }

  /** The id is given here, so that the record of the change has it. */
  @Override
  public void processAddRequest(InMemoryInterceptedAddRequest asked) throws LDAPException {
    ReadOnlyAddRequest original = asked.getRequest();
    if (original.hasAttribute(ID)) {
      throw new LDAPException(ResultCode.CONSTRAINT_VIOLATION, "the directory itself sets " + ID);
    }
    AddRequest request = original.duplicate();
    request.addAttribute(ID, UUID.randomUUID().toString());
    request.addControl(new IgnoreNoUserModificationRequestControl());
    asked.setRequest(request);
    begin();
  }

  @Override
  public void processAddResult(InMemoryInterceptedAddResult done) {
    done.setResult(finish(done.getResult(), () -> List.of(addition(done.getRequest()))));
  }

  @Override
  public void processDeleteRequest(InMemoryInterceptedDeleteRequest asked) throws LDAPException {
    begin();
  }

  @Override
  public void processDeleteResult(InMemoryInterceptedDeleteResult done) {
    String dn = done.getRequest().getDN();
    done.setResult(
        finish(
            done.getResult(),
            () -> withMemberships(new LDIFDeleteChangeRecord(dn), dn, Optional.empty())));
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest asked) throws LDAPException {
    begin();
  }

  @Override
  public void processModifyResult(InMemoryInterceptedModifyResult done) {
    done.setResult(finish(done.getResult(), () -> List.of(modification(done.getRequest()))));
  }

  @Override
  public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest asked)
      throws LDAPException {
    begin();
  }

  @Override
  public void processModifyDNResult(InMemoryInterceptedModifyDNResult done) {
    done.setResult(finish(done.getResult(), () -> renaming(done.getRequest())));
  }

  /**
   * A disabled account cannot sign in. One account at a time does: the password encoder is not
   * thread-safe.
   */
  @Override
  public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest asked)
      throws LDAPException {
    Entry account = directory().getEntry(asked.getRequest().getBindDN(), DemoTree.LOCK);
    if (account != null && account.hasAttribute(DemoTree.LOCK)) {
      throw new LDAPException(ResultCode.INVALID_CREDENTIALS);
    }
    if (account != null) {
      begin();
    }
  }

  @Override
  public void processSimpleBindResult(InMemoryInterceptedSimpleBindResult done) {
    if (order.isHeldByCurrentThread()) {
      order.unlock();
    }
  }

  private void begin() throws LDAPException {
    // Only a change that ended without a result, by a fault of the server, leaves the lock held.
    while (order.isHeldByCurrentThread()) {
      order.unlock();
    }
    try {
      journal().refuseWhenBroken();
    } catch (IOException broken) {
      throw new LDAPException(ResultCode.UNAVAILABLE, broken.getMessage());
    }
    order.lock();
  }

  /** The answer: that of the directory, or that the change could not be kept. */
  private LDAPResult finish(LDAPResult result, Source source) {
    long position;
    try {
      if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
        return result;
      }
      position = append(source.changes());
    } catch (LDAPException unreadable) {
      throw new IllegalStateException("an entry was changed and cannot be read", unreadable);
    } finally {
      order.unlock();
    }
    try {
      journal().await(position);
      return result;
    } catch (IOException unwritable) {
      return new LDAPResult(
          result.getMessageID(),
          ResultCode.UNAVAILABLE,
          unwritable.getMessage(),
          null,
          NOWHERE,
          null);
    }
  }

  private long append(List<LDIFChangeRecord> changes) {
    long position = 0;
    for (LDIFChangeRecord change : changes) {
      position = journal().append(change);
    }
    return position;
  }

  private List<LDIFChangeRecord> renaming(ReadOnlyModifyDNRequest request) throws LDAPException {
    String superior = request.getNewSuperiorDN();
    DN parent = superior == null ? new DN(request.getDN()).getParent() : new DN(superior);
    LDIFChangeRecord change =
        new LDIFModifyDNChangeRecord(
            request.getDN(), request.getNewRDN(), request.deleteOldRDN(), superior);
    String renamed = new DN(new RDN(request.getNewRDN()), parent).toString();
    return withMemberships(change, request.getDN(), Optional.of(renamed));
  }

  /** Groups follow their members, as with OpenLDAP's overlay refint. */
  private List<LDIFChangeRecord> withMemberships(
      LDIFChangeRecord change, String member, Optional<String> renamed) throws LDAPException {
    List<LDIFChangeRecord> changes = new ArrayList<>();
    changes.add(change);
    Filter groups = Filter.createEqualityFilter(MEMBER, member);
    for (SearchResultEntry group :
        directory().search(DemoTree.BASE, SearchScope.SUB, groups, "1.1").getSearchEntries()) {
      List<Modification> following = new ArrayList<>();
      following.add(new Modification(ModificationType.DELETE, MEMBER, member));
      renamed.ifPresent(dn -> following.add(new Modification(ModificationType.ADD, MEMBER, dn)));
      directory().modify(group.getDN(), following);
      changes.add(new LDIFModifyChangeRecord(group.getDN(), following));
    }
    return changes;
  }

  private LDIFChangeRecord addition(ReadOnlyAddRequest request) throws LDAPException {
    Entry entry = request.toEntry();
    if (entry.hasAttribute(PASSWORD)) {
      entry.setAttribute(PASSWORD, storedPassword(request.getDN()));
    }
    return new LDIFAddChangeRecord(entry);
  }

  private LDIFChangeRecord modification(ReadOnlyModifyRequest request) throws LDAPException {
    Modification[] changes = request.getModifications().toArray(Modification[]::new);
    for (int i = 0; i < changes.length; i++) {
      if (isPassword(changes[i])) {
        changes[i] =
            new Modification(ModificationType.REPLACE, PASSWORD, storedPassword(request.getDN()));
      }
    }
    return new LDIFModifyChangeRecord(request.getDN(), changes);
  }

  private static boolean isPassword(Modification change) {
    return Attribute.getBaseName(change.getAttributeName()).equalsIgnoreCase(PASSWORD);
  }

  /** Passwords are journalled as they are stored, never as they were sent. */
  private byte[][] storedPassword(String dn) throws LDAPException {
    byte[][] stored = directory().getEntry(dn, PASSWORD).getAttributeValueByteArrays(PASSWORD);
    return stored == null ? new byte[0][] : stored;
  }

  private InMemoryDirectoryServer directory() {
    return Objects.requireNonNull(directory, "started");
  }

  private Journal journal() {
    return Objects.requireNonNull(journal, "started");
  }
}
