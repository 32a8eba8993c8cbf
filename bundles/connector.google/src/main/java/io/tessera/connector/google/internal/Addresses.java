package io.tessera.connector.google.internal;

import java.util.Locale;

/**
 * Mail addresses, which are the names of users and groups.
 *
 * @param domain what a name without one gets; empty: nothing
 */
record Addresses(String domain) {
  /** The address a policy map means. */
  String full(String written) {
    return domain.isEmpty() || written.indexOf('@') >= 0 ? written : written + "@" + domain;
  }

  /** An address as policy maps write it: without the domain that names get. */
  String told(String address) {
    String end = "@" + domain;
    boolean ours =
        !domain.isEmpty()
            && address.length() > end.length()
            && address.toLowerCase(Locale.ROOT).endsWith(end.toLowerCase(Locale.ROOT));
    return ours ? address.substring(0, address.length() - end.length()) : address;
  }

  /** As above, but written with the domain where the one it is compared with is. */
  String told(String address, String wanted) {
    return wanted.indexOf('@') >= 0 ? address : told(address);
  }

  /** For comparisons: the directory takes no heed of case. */
  static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
