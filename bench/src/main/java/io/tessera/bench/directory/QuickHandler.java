package io.tessera.bench.directory;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers LDAP requests from a map of entries. */
final class QuickHandler extends LDAPListenerRequestHandler {
  private static final String ID = "entryUUID";
  private static final Pattern WANTED_ID = Pattern.compile("\\(" + ID + "=([^)]+)\\)");
  private static final int OK = ResultCode.SUCCESS_INT_VALUE;
  private static final int REFUSED = ResultCode.UNWILLING_TO_PERFORM_INT_VALUE;
  private static final String NOT_HERE = "the benchmark does not need it";

  private final Map<String, Entry> byDn;
  private final Map<String, Entry> byId;
  private final @Nullable LDAPListenerClientConnection connection;

  QuickHandler() {
    this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), null);
  }

  private QuickHandler(
      Map<String, Entry> byDn,
      Map<String, Entry> byId,
      @Nullable LDAPListenerClientConnection connection) {
    this.byDn = byDn;
    this.byId = byId;
    this.connection = connection;
  }

  @Override
  public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection client) {
    return new QuickHandler(byDn, byId, client);
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(id, new BindResponseProtocolOp(OK, null, null, null, null));
  }

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    Entry entry = new Entry(request.getDN(), request.getAttributes());
    entry.addAttribute(ID, UUID.randomUUID().toString());
    if (byDn.putIfAbsent(key(request.getDN()), entry) != null) {
      return new LDAPMessage(
          id,
          new AddResponseProtocolOp(
              ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE, null, "it exists", null));
    }
    byId.put(String.valueOf(entry.getAttributeValue(ID)), entry);
    Entry told = new Entry(request.getDN(), new Attribute(ID, entry.getAttributeValue(ID)));
    return new LDAPMessage(
        id,
        new AddResponseProtocolOp(OK, null, null, null),
        new PostReadResponseControl(new ReadOnlyEntry(told)));
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    Entry entry = byDn.get(key(request.getDN()));
    int code = ResultCode.NO_SUCH_OBJECT_INT_VALUE;
    if (entry != null) {
      for (Modification change : request.getModifications()) {
        change(entry, change.getAttribute());
      }
      code = OK;
    }
    return new LDAPMessage(id, new ModifyResponseProtocolOp(code, null, null, null));
  }

  /** What the connector sends of users replaces values. */
  private static void change(Entry entry, Attribute attribute) {
    synchronized (entry) {
      entry.setAttribute(attribute);
    }
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    int code = OK;
    Entry found = found(request);
    if (found != null && connection != null) {
      try {
        connection.sendSearchResultEntry(
            id, new SearchResultEntryProtocolOp(new SearchResultEntry(found)));
      } catch (LDAPException broken) {
        code = broken.getResultCode().intValue();
      }
    }
    return new LDAPMessage(id, new SearchResultDoneProtocolOp(code, null, null, null));
  }

  /** By the id in the filter, or the entry the search begins at. */
  private @Nullable Entry found(SearchRequestProtocolOp request) {
    Matcher id = WANTED_ID.matcher(request.getFilter().toString());
    return id.find() ? byId.get(id.group(1)) : byDn.get(key(request.getBaseDN()));
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    Entry gone = byDn.remove(key(request.getDN()));
    if (gone != null) {
      byId.remove(String.valueOf(gone.getAttributeValue(ID)));
    }
    int code = gone == null ? ResultCode.NO_SUCH_OBJECT_INT_VALUE : OK;
    return new LDAPMessage(id, new DeleteResponseProtocolOp(code, null, null, null));
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(id, new ModifyDNResponseProtocolOp(REFUSED, null, NOT_HERE, null));
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(id, new CompareResponseProtocolOp(REFUSED, null, NOT_HERE, null));
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(
        id, new ExtendedResponseProtocolOp(REFUSED, null, NOT_HERE, null, null, null));
  }

  private static String key(String dn) {
    return dn.toLowerCase(Locale.ROOT);
  }
}
