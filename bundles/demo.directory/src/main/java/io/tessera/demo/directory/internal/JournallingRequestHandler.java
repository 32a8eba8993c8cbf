package io.tessera.demo.directory.internal;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFModifyDNChangeRecord;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers a change only when it is in the journal. One lock puts the changes of all connections
 * into the journal in the order in which the memory saw them; the wait for the disk is outside it.
 */
final class JournallingRequestHandler extends LDAPListenerRequestHandler {
  private static final String PASSWORD = "userPassword";
  private static final int UNAVAILABLE = ResultCode.UNAVAILABLE_INT_VALUE;

  private final InMemoryRequestHandler memory;
  private final Journal journal;
  private final Object order;

  JournallingRequestHandler(InMemoryRequestHandler memory, Journal journal) {
    this(memory, journal, new Object());
  }

  private JournallingRequestHandler(InMemoryRequestHandler memory, Journal journal, Object order) {
    this.memory = memory;
    this.journal = journal;
    this.order = order;
  }

  @Override
  public JournallingRequestHandler newInstance(LDAPListenerClientConnection connection)
      throws LDAPException {
    return new JournallingRequestHandler(memory.newInstance(connection), journal, order);
  }

  @Override
  public LDAPMessage processAddRequest(
      int messageId, AddRequestProtocolOp request, List<Control> controls) {
    return kept(
        () -> memory.processAddRequest(messageId, request, controls),
        answer -> answer.getAddResponseProtocolOp().getResultCode(),
        () -> new LDIFAddChangeRecord(entry(request.getDN())),
        why -> answer(messageId, new AddResponseProtocolOp(UNAVAILABLE, null, why, null)));
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int messageId, DeleteRequestProtocolOp request, List<Control> controls) {
    return kept(
        () -> memory.processDeleteRequest(messageId, request, controls),
        answer -> answer.getDeleteResponseProtocolOp().getResultCode(),
        () -> new LDIFDeleteChangeRecord(request.getDN()),
        why -> answer(messageId, new DeleteResponseProtocolOp(UNAVAILABLE, null, why, null)));
  }

  @Override
  public LDAPMessage processModifyRequest(
      int messageId, ModifyRequestProtocolOp request, List<Control> controls) {
    return kept(
        () -> memory.processModifyRequest(messageId, request, controls),
        answer -> answer.getModifyResponseProtocolOp().getResultCode(),
        () -> modification(request),
        why -> answer(messageId, new ModifyResponseProtocolOp(UNAVAILABLE, null, why, null)));
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int messageId, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return kept(
        () -> memory.processModifyDNRequest(messageId, request, controls),
        answer -> answer.getModifyDNResponseProtocolOp().getResultCode(),
        () ->
            new LDIFModifyDNChangeRecord(
                request.getDN(),
                request.getNewRDN(),
                request.deleteOldRDN(),
                request.getNewSuperiorDN()),
        why -> answer(messageId, new ModifyDNResponseProtocolOp(UNAVAILABLE, null, why, null)));
  }

  private LDAPMessage kept(
      Supplier<LDAPMessage> change,
      ToIntFunction<LDAPMessage> resultCode,
      Supplier<LDIFChangeRecord> record,
      Function<String, LDAPMessage> refusal) {
    try {
      LDAPMessage answer;
      long position;
      synchronized (order) {
        journal.refuseWhenBroken();
        answer = change.get();
        if (resultCode.applyAsInt(answer) != ResultCode.SUCCESS_INT_VALUE) {
          return answer;
        }
        position = journal.append(record.get());
      }
      journal.await(position);
      return answer;
    } catch (IOException unwritable) {
      return refusal.apply(String.valueOf(unwritable.getMessage()));
    }
  }

  private static LDAPMessage answer(int messageId, ProtocolOp response) {
    return new LDAPMessage(messageId, response);
  }

  /** Passwords are journalled as they are stored, never as they were sent. */
  private LDIFChangeRecord modification(ModifyRequestProtocolOp request) {
    Modification[] changes =
        request.getModifications().stream()
            .map(m -> isPassword(m) ? storedPassword(request.getDN()) : m)
            .toArray(Modification[]::new);
    return new LDIFModifyChangeRecord(request.getDN(), changes);
  }

  private static boolean isPassword(Modification modification) {
    return Attribute.getBaseName(modification.getAttributeName()).equalsIgnoreCase(PASSWORD);
  }

  private Modification storedPassword(String dn) {
    byte[][] stored = entry(dn).getAttributeValueByteArrays(PASSWORD);
    return stored == null
        ? new Modification(ModificationType.REPLACE, PASSWORD)
        : new Modification(ModificationType.REPLACE, PASSWORD, stored);
  }

  private ReadOnlyEntry entry(String dn) {
    return Objects.requireNonNull(find(dn), "changed a moment ago");
  }

  private @Nullable ReadOnlyEntry find(String dn) {
    try {
      return memory.getEntry(dn);
    } catch (LDAPException malformed) {
      return null;
    }
  }

  /** A disabled account cannot sign in. One at a time: the password encoder is not thread-safe. */
  @Override
  public LDAPMessage processBindRequest(
      int messageId, BindRequestProtocolOp request, List<Control> controls) {
    synchronized (order) {
      ReadOnlyEntry account = find(request.getBindDN());
      if (account != null && account.hasAttribute(DemoTree.LOCK)) {
        return answer(
            messageId,
            new BindResponseProtocolOp(
                ResultCode.INVALID_CREDENTIALS_INT_VALUE, null, null, null, null));
      }
      return memory.processBindRequest(messageId, request, controls);
    }
  }

  @Override
  public LDAPMessage processCompareRequest(
      int messageId, CompareRequestProtocolOp request, List<Control> controls) {
    return memory.processCompareRequest(messageId, request, controls);
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int messageId, ExtendedRequestProtocolOp request, List<Control> controls) {
    return memory.processExtendedRequest(messageId, request, controls);
  }

  @Override
  public LDAPMessage processSearchRequest(
      int messageId, SearchRequestProtocolOp request, List<Control> controls) {
    return memory.processSearchRequest(messageId, request, controls);
  }
}
