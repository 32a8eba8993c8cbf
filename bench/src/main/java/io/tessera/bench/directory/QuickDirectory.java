package io.tessera.bench.directory;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;

/**
 * An LDAP directory that costs next to nothing, in a process of its own: what is measured against
 * it is what the server and its database can do. It keeps entries in memory and knows the requests
 * that the LDAP connector sends.
 */
public final class QuickDirectory {
  private QuickDirectory() {}

  /** Prints where it listens, and serves until it is killed. */
  public static void main(String[] arguments) throws LDAPException, java.io.IOException {
    LDAPListenerConfig config = new LDAPListenerConfig(0, new QuickHandler());
    config.setListenAddress(InetAddress.getLoopbackAddress());
    LDAPListener listener = new LDAPListener(config);
    listener.startListening();
    System.out.println("listening on 127.0.0.1:" + listener.getListenPort());
  }
}
