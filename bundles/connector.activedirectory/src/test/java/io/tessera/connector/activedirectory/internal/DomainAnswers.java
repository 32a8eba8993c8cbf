package io.tessera.connector.activedirectory.internal;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a domain controller answers: in ranges, without tombstones and passwords, with back links.
 */
final class DomainAnswers extends InMemoryOperationInterceptor {
  private static final String SHOW_DELETED = "1.2.840.113556.1.4.417";
  private static final String PAGED = "1.2.840.113556.1.4.319";
  private static final int LARGEST_PAGE = 1_000;
  private static final Pattern RANGE = Pattern.compile("(?i)(\\w+);range=(\\d+)-(\\d+|\\*)");

  private final DomainController domain;

  DomainAnswers(DomainController domain) {
    this.domain = domain;
  }

  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest asked) throws LDAPException {
    SearchRequest request = asked.getRequest().duplicate();
    List<Control> kept = new ArrayList<>();
    for (Control control : request.getControls()) {
      if (control.getOID().equals(SHOW_DELETED)) {
        asked.setProperty("deleted", true);
      } else {
        kept.add(control);
      }
      if (control.getOID().equals(PAGED) && control.getValue() == null) {
        throw new LDAPException(ResultCode.PROTOCOL_ERROR, "00000057: LdapErr");
      }
    }
    request.setControls(kept);
    List<String> attributes = new ArrayList<>();
    for (String name : request.getAttributeList()) {
      Matcher range = RANGE.matcher(name);
      if (range.matches()) {
        asked.setProperty("from", Integer.parseInt(range.group(2)));
        attributes.add(range.group(1));
      } else {
        attributes.add(name);
      }
    }
    request.setAttributes(attributes);
    asked.setRequest(request);
  }

  @Override
  public void processSearchEntry(InMemoryInterceptedSearchEntry answered) {
    Entry entry = answered.getSearchEntry().duplicate();
    if (entry.getDN().isEmpty()) {
      entry.setAttribute("highestCommittedUSN", domain.highestNumber());
      entry.setAttribute("dsServiceName", "CN=NTDS Settings,CN=DC1," + DomainController.DOMAIN);
      entry.setAttribute("defaultNamingContext", DomainController.DOMAIN);
      answered.setSearchEntry(entry);
      return;
    }
    boolean buried = entry.getDN().toLowerCase(Locale.ROOT).contains("cn=deleted objects");
    if (buried && answered.getProperty("deleted") == null) {
      answered.setSearchEntry(null);
      return;
    }
    entry.removeAttribute("userPassword");
    if (answered.getRequest().getAttributeList().contains("memberOf")) {
      domain.groupsOf(entry.getDN()).forEach(g -> entry.addAttribute("memberOf", g));
    }
    ranged(entry, (Integer) answered.getProperty("from"));
    answered.setSearchEntry(entry);
  }

  /** No more values at once than the controller likes (MS-ADTS 3.1.1.3.1.3.3). */
  private void ranged(Entry entry, Integer asked) {
    Attribute members = entry.getAttribute("member");
    int from = asked == null ? 0 : asked;
    if (members == null || (asked == null && members.size() <= domain.mostValues())) {
      return;
    }
    String[] all = members.getValues();
    int to = Math.min(all.length, from + domain.mostValues());
    String last = to == all.length ? "*" : Integer.toString(to - 1);
    entry.removeAttribute("member");
    entry.addAttribute(
        "member;range=" + from + "-" + last, Arrays.copyOfRange(all, Math.min(from, to), to));
  }
}
