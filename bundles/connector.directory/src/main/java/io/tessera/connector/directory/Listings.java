package io.tessera.connector.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Search;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists entries page by page with the simple paged results control (RFC 2696). Many directories tie
 * its cookie to a connection, so each listing has one of its own, open until its last page was
 * told. Listings that nobody goes on with give way to newer ones.
 */
final class Listings implements AutoCloseable {
  private static final int LARGEST_PAGE = 500;
  private static final int MOST_OPEN = 4;
  private static final Pattern CURSOR = Pattern.compile("([0-9a-f-]{36}):([A-Za-z0-9_-]+)");

  /** What directories say of a cookie they do not know; OpenLDAP, 389, Active Directory. */
  private static final Set<ResultCode> FORGOTTEN =
      Set.of(
          ResultCode.UNWILLING_TO_PERFORM,
          ResultCode.PROTOCOL_ERROR,
          ResultCode.OPERATIONS_ERROR,
          ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
          ResultCode.INVALID_DN_SYNTAX,
          ResultCode.OTHER);

  private final Directory directory;
  private final Finder finder;
  private final Accounts accounts;
  private final Dialect dialect;

  /** Oldest use first. */
  private final Map<String, LDAPConnection> open = new LinkedHashMap<>();

  private boolean closed;

  Listings(Directory directory, Finder finder, Accounts accounts, Dialect dialect) {
    this.directory = directory;
    this.finder = finder;
    this.accounts = accounts;
    this.dialect = dialect;
  }

  Listing page(Search search) throws TargetFailure, InterruptedException {
    Matcher cursor = CURSOR.matcher(search.cursorIfAny().orElse(""));
    if (search.cursorIfAny().isEmpty()) {
      return page(search, UUID.randomUUID().toString(), null);
    }
    if (!cursor.matches()) {
      throw foreign();
    }
    return page(search, cursor.group(1), new ASN1OctetString(bytes(cursor.group(2))));
  }

  private static byte[] bytes(String base64) throws TargetFailure {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw foreign();
    }
  }

  private static TargetFailure foreign() {
    return TargetFailure.of(FailureKind.INVALID, "The cursor is none of this connector's.");
  }

  private Listing page(Search search, String listing, @Nullable ASN1OctetString cookie)
      throws TargetFailure, InterruptedException {
    LDAPConnection connection = connection(listing);
    boolean goesOn = false;
    try {
      SearchResult result = ask(search, connection, cookie);
      List<Account> page = new ArrayList<>();
      for (SearchResultEntry entry : result.getSearchEntries()) {
        page.add(accounts.account(search.type(), entry));
      }
      ASN1OctetString next = cookieOf(result);
      goesOn = next != null && keep(listing, connection);
      return new Listing.Page(page, next == null ? null : cursor(listing, next));
    } finally {
      if (!goesOn) {
        connection.close();
      }
    }
  }

  private SearchResult ask(
      Search search, LDAPConnection connection, @Nullable ASN1OctetString cookie)
      throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(search.type());
    SearchRequest request =
        new SearchRequest(
            kind.base().toString(), SearchScope.SUB, dialect.marker(kind), accounts.listed(kind));
    int size = Math.min(search.most(), LARGEST_PAGE);
    request.addControl(new SimplePagedResultsControl(size, cookie, true));
    try {
      return directory.ask(
          connection, "list below the " + kind.label() + " base", c -> c.search(request));
    } catch (TargetFailure refused) {
      if (cookie != null && FORGOTTEN.stream().anyMatch(refused::is)) {
        throw refused.as(FailureKind.GONE, "The directory has forgotten this listing; begin anew.");
      }
      throw refused;
    }
  }

  private static @Nullable ASN1OctetString cookieOf(SearchResult result) throws TargetFailure {
    try {
      SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
      return control == null || !control.moreResultsToReturn() ? null : control.getCookie();
    } catch (LDAPException malformed) {
      throw TargetFailure.of(FailureKind.TRANSIENT, "read the page", malformed);
    }
  }

  private static String cursor(String listing, ASN1OctetString cookie) {
    return listing
        + ":"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(cookie.getValue());
  }

  /** The listing's own connection. One that is not known may still be known to the directory. */
  private LDAPConnection connection(String listing) throws TargetFailure, InterruptedException {
    LDAPConnection known;
    synchronized (open) {
      known = open.remove(listing);
    }
    return known == null ? directory.open() : known;
  }

  private boolean keep(String listing, LDAPConnection connection) {
    synchronized (open) {
      if (closed) {
        return false;
      }
      open.put(listing, connection);
      if (open.size() > MOST_OPEN) {
        LDAPConnection oldest = open.remove(open.keySet().iterator().next());
        if (oldest != null) {
          oldest.close();
        }
      }
      return true;
    }
  }

  @Override
  public void close() {
    synchronized (open) {
      closed = true;
      open.values().forEach(LDAPConnection::close);
      open.clear();
    }
  }
}
