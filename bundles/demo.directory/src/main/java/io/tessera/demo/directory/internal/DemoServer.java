package io.tessera.demo.directory.internal;

import com.unboundid.ldap.listener.Base64PasswordEncoderOutputFormatter;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.SaltedMessageDigestInMemoryPasswordEncoder;
import com.unboundid.ldap.listener.WhoAmIExtendedOperationHandler;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import io.tessera.demo.directory.DemoDirectory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.Set;

/** The running directory: in memory, on a loopback port, with its journal on disk. */
public final class DemoServer implements DemoDirectory, AutoCloseable {
  private static final int FIRST_CHOICE = 10_389;
  private static final int ANY = 0;
  private static final int SALT_BYTES = 16;
  private static final Set<OperationType> WITHOUT_SIGN_IN =
      EnumSet.of(OperationType.ABANDON, OperationType.BIND, OperationType.UNBIND);

  private final InMemoryDirectoryServer directory;
  private final Journal journal;
  private final FileChannel lock;
  private final String password;
  private final int port;

  private DemoServer(
      InMemoryDirectoryServer directory, Journal journal, FileChannel lock, String password) {
    this.directory = directory;
    this.journal = journal;
    this.lock = lock;
    this.password = password;
    this.port = directory.getListenPort();
  }

  /**
   * Starts with what was there the last time.
   *
   * @param port 0: the port of the last time, or 10389, or any free one
   * @throws IOException the files are in use, unreadable or unwritable, or the port is taken
   */
  public static DemoServer start(DemoFiles files, int port) throws IOException {
    files.create();
    FileChannel lock = lock(files);
    try {
      return start(files, freePort(files, port), lock);
    } catch (LDAPException unusable) {
      lock.close();
      throw new IOException(
          "the demo directory cannot be started: " + unusable.getMessage(), unusable);
    } catch (IOException failed) {
      lock.close();
      throw failed;
    }
  }

  private static DemoServer start(DemoFiles files, int port, FileChannel lock)
      throws IOException, LDAPException {
    String password = files.passwordMadeIfNeeded();
    ChangeRecorder recorder = new ChangeRecorder();
    InMemoryDirectoryServer directory =
        new InMemoryDirectoryServer(configuration(password, port, recorder));
    Journal journal = new Storage(files, directory).load();
    recorder.start(directory, journal);
    try {
      directory.startListening();
      files.keepPort(directory.getListenPort());
      return new DemoServer(directory, journal, lock, password);
    } catch (LDAPException | IOException unreachable) {
      directory.shutDown(true);
      journal.close();
      throw unreachable;
    }
  }

  private static FileChannel lock(DemoFiles files) throws IOException {
    FileChannel channel =
        DemoFiles.open(
            files.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(files.folder() + " is in use by another demo directory");
    }
    return channel;
  }

  private static InMemoryDirectoryServerConfig configuration(
      String password, int port, ChangeRecorder recorder) throws IOException, LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(DemoTree.BASE);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("demo", DemoTree.address(), port, null));
    config.addInMemoryOperationInterceptor(recorder);
    config.setSchema(DemoTree.schema());
    // The telephone number tel:+1-201-555-0123 of RFC 7643 is none in LDAP's strictest reading.
    config.setEnforceAttributeSyntaxCompliance(false);
    config.addAdditionalBindCredentials(DemoTree.ADMINISTRATOR, password);
    Set<OperationType> protectedOnes = EnumSet.allOf(OperationType.class);
    protectedOnes.removeAll(WITHOUT_SIGN_IN);
    config.setAuthenticationRequiredOperationTypes(protectedOnes);
    config.setEqualityIndexAttributes("entryUUID", "uid", "cn", "member");
    config.setPasswordEncoders(encoder());
    // Whatever changes entries otherwise would pass the journal by.
    config.getExtendedOperationHandlers().clear();
    config.addExtendedOperationHandler(new WhoAmIExtendedOperationHandler());
    return config;
  }

  private static SaltedMessageDigestInMemoryPasswordEncoder encoder() throws LDAPException {
    try {
      return new SaltedMessageDigestInMemoryPasswordEncoder(
          "{SSHA256}",
          Base64PasswordEncoderOutputFormatter.getInstance(),
          MessageDigest.getInstance("SHA-256"),
          SALT_BYTES,
          true,
          true);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** The wanted port, or one that is likely to stay the same. */
  private static int freePort(DemoFiles files, int wanted) throws IOException {
    if (wanted != ANY) {
      return wanted;
    }
    int likely = files.hasPort() ? files.port() : FIRST_CHOICE;
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(DemoTree.address(), likely));
      return likely;
    } catch (BindException taken) {
      return ANY;
    }
  }

  @Override
  public String host() {
    return DemoTree.HOST;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String bindDn() {
    return DemoTree.ADMINISTRATOR;
  }

  @Override
  public String bindPassword() {
    return password;
  }

  @Override
  public String peopleBase() {
    return DemoTree.PEOPLE;
  }

  @Override
  public String groupsBase() {
    return DemoTree.GROUPS;
  }

  /** Ends all connections; everything answered is on disk already. */
  @Override
  public void close() {
    directory.shutDown(true);
    try (lock) {
      journal.close();
    } catch (IOException nothingToBeDone) {
      // Every change that was answered is durable; the rest was never promised.
      return;
    }
  }
}
