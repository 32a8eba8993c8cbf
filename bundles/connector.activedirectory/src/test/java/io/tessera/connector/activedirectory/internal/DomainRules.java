package io.tessera.connector.activedirectory.internal;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a domain controller does with a change, and says when it does not. */
final class DomainRules extends InMemoryOperationInterceptor {
  private static final String WILL_NOT =
      ": SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0";
  private static final int DISABLED = 2;
  private static final int NOT_REQUIRED = 32;

  private final DomainController domain;

  DomainRules(DomainController domain) {
    this.domain = domain;
  }

  private static LDAPException refused(ResultCode code, String words) {
    return new LDAPException(code, words);
  }

  @Override
  public void processAddRequest(InMemoryInterceptedAddRequest asked) throws LDAPException {
    Entry entry = asked.getRequest().toEntry();
    if (entry.hasAttribute("objectGUID") || entry.hasAttribute("memberOf")) {
      throw refused(ResultCode.UNWILLING_TO_PERFORM, "00002077" + WILL_NOT);
    }
    if (entry.hasAttribute("unicodePwd")) {
      throw new AssertionError("the connector sets passwords afterwards");
    }
    if (entry.hasObjectClass("user")) {
      user(entry);
    }
    domain.refuseTaken(entry.getAttributeValue("sAMAccountName"), null);
    entry.setAttribute("objectGUID", domain.newGuid());
    String usn = domain.nextNumber();
    entry.setAttribute("uSNCreated", usn);
    entry.setAttribute("uSNChanged", usn);
    asked.setRequest(new AddRequest(entry));
  }

  private static void user(Entry entry) throws LDAPException {
    String name = entry.getAttributeValue("sAMAccountName");
    if (name == null) {
      entry.setAttribute("sAMAccountName", "$" + UUID.randomUUID().toString().substring(0, 18));
    } else if (name.length() > 20) {
      throw refused(ResultCode.CONSTRAINT_VIOLATION, "00000523: SysErr: DSID-031A1256, problem 22");
    }
    Integer bits = entry.getAttributeValueAsInteger("userAccountControl");
    if (bits == null) {
      entry.setAttribute("userAccountControl", "546");
    } else if ((bits & DISABLED) == 0 && (bits & NOT_REQUIRED) == 0) {
      throw refused(ResultCode.UNWILLING_TO_PERFORM, "0000052D" + WILL_NOT);
    }
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest asked) throws LDAPException {
    ModifyRequest request = asked.getRequest().duplicate();
    Entry entry = domain.entry(request.getDN());
    if (entry == null) {
      return;
    }
    boolean hasPassword = entry.hasAttribute("userPassword");
    List<Modification> done = new ArrayList<>();
    for (Modification each : request.getModifications()) {
      refuseForbidden(each, entry);
      if (each.getAttributeName().equalsIgnoreCase("unicodePwd")) {
        done.add(password(each, domain.isProtected(asked.getConnectedPort())));
        hasPassword = true;
      } else {
        if (each.getAttributeName().equalsIgnoreCase("userAccountControl")) {
          refuseEnabling(Integer.parseInt(each.getValues()[0]), hasPassword);
        }
        done.add(each);
      }
    }
    done.add(new Modification(ModificationType.REPLACE, "uSNChanged", domain.nextNumber()));
    request.setModifications(done);
    asked.setRequest(request);
  }

  private void refuseForbidden(Modification each, Entry entry) throws LDAPException {
    String name = each.getAttributeName();
    if (name.equalsIgnoreCase("cn")) {
      throw refused(
          ResultCode.NOT_ALLOWED_ON_RDN,
          "00002016: UpdErr: DSID-03100763, problem 6004 (CANT_ON_RDN), data 0");
    }
    if (name.equalsIgnoreCase("memberOf") || name.equalsIgnoreCase("objectGUID")) {
      throw refused(ResultCode.UNWILLING_TO_PERFORM, "0000209A" + WILL_NOT);
    }
    if (name.equalsIgnoreCase("sAMAccountName") && each.getValues().length > 0) {
      domain.refuseTaken(each.getValues()[0], entry.getAttributeValueBytes("objectGUID"));
    }
  }

  private static void refuseEnabling(int bits, boolean hasPassword) throws LDAPException {
    if ((bits & DISABLED) == 0 && (bits & NOT_REQUIRED) == 0 && !hasPassword) {
      throw refused(ResultCode.UNWILLING_TO_PERFORM, "0000052D" + WILL_NOT);
    }
  }

  private static Modification password(Modification each, boolean isProtected)
      throws LDAPException {
    String quoted = new String(each.getValueByteArrays()[0], StandardCharsets.UTF_16LE);
    boolean proper = quoted.length() > 1 && quoted.startsWith("\"") && quoted.endsWith("\"");
    if (!isProtected || !proper || each.getModificationType() != ModificationType.REPLACE) {
      throw refused(ResultCode.UNWILLING_TO_PERFORM, "0000001F" + WILL_NOT);
    }
    String password = quoted.substring(1, quoted.length() - 1);
    if (password.length() < 7) {
      throw refused(
          ResultCode.CONSTRAINT_VIOLATION,
          "0000052D: AtrErr: DSID-03190F80, #1: 0: 0000052D: DSID-03190F80, problem 1005"
              + " (CONSTRAINT_ATT_TYPE), data 0, Att 9005a (unicodePwd)");
    }
    return new Modification(ModificationType.REPLACE, "userPassword", password);
  }

  /** A change of case is a rename like any other here; the server below needs two steps for it. */
  @Override
  public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest asked)
      throws LDAPException {
    ModifyDNRequest request = asked.getRequest().duplicate();
    DN dn = new DN(request.getDN());
    if (new RDN(request.getNewRDN()).equals(dn.getRDN()) && request.getNewSuperiorDN() == null) {
      RDN between = new RDN("cn", UUID.randomUUID().toString());
      domain.server().modifyDN(request.getDN(), between.toString(), true);
      request.setDN(new DN(between, dn.getParent()));
      asked.setRequest(request);
    }
  }

  @Override
  public void processModifyDNResult(InMemoryInterceptedModifyDNResult answered) {
    if (answered.getResult().getResultCode().equals(ResultCode.SUCCESS)) {
      try {
        DN old = new DN(answered.getRequest().getDN());
        String superior = answered.getRequest().getNewSuperiorDN();
        DN now =
            new DN(
                new RDN(answered.getRequest().getNewRDN()),
                superior == null ? old.getParent() : new DN(superior));
        domain.touch(now.toString());
      } catch (LDAPException broken) {
        throw new AssertionError(broken);
      }
    }
  }

  @Override
  public void processDeleteRequest(InMemoryInterceptedDeleteRequest asked) {
    asked.setProperty("entry", domain.entry(asked.getRequest().getDN()));
    DeleteRequest request = asked.getRequest().duplicate();
    asked.setRequest(request);
  }

  /** What was deleted is a tombstone from then on (MS-ADTS section 3.1.1.5.5). */
  @Override
  public void processDeleteResult(InMemoryInterceptedDeleteResult answered) {
    Entry entry = (Entry) answered.getProperty("entry");
    if (entry != null && answered.getResult().getResultCode().equals(ResultCode.SUCCESS)) {
      domain.bury(entry);
    }
  }

  @Override
  public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest asked)
      throws LDAPException {
    String name = asked.getRequest().getBindDN();
    if (name.contains("@") && !DN.isValidDN(name)) {
      asked.setRequest(
          new SimpleBindRequest(domain.named(name), asked.getRequest().getPassword().getValue()));
      return;
    }
    Entry entry = domain.entry(name);
    Integer bits = entry == null ? null : entry.getAttributeValueAsInteger("userAccountControl");
    if (bits != null && (bits & DISABLED) != 0) {
      throw refused(ResultCode.INVALID_CREDENTIALS, words("533"));
    }
  }

  @Override
  public void processSimpleBindResult(InMemoryInterceptedSimpleBindResult answered) {
    BindResult result = answered.getResult();
    if (result.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
        && !String.valueOf(result.getDiagnosticMessage()).contains("data 533")) {
      answered.setResult(
          new BindResult(
              result.getMessageID(), result.getResultCode(), words("52e"), null, null, null, null));
    }
  }

  private static String words(String code) {
    return "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data "
        + code
        + ", v4563";
  }
}
