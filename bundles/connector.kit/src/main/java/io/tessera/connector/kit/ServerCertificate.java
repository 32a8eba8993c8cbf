package io.tessera.connector.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for a counterpart that speaks TLS, made at run time. */
public final class ServerCertificate {
  private static final String ALIAS = "server";
  private static final int PEM_LINE = 64;
  private static final long KEYTOOL_SECONDS = 60;

  private final KeyStore store;
  private final char[] password;

  private ServerCertificate(KeyStore store, char[] password) {
    this.store = store;
    this.password = password;
  }

  /**
   * Makes one with the JDK's keytool.
   *
   * @param folder for a temporary file
   * @param names subject alternative names as keytool writes them: {@code dns:localhost}, {@code
   *     ip:127.0.0.1}
   */
  public static ServerCertificate forNames(Path folder, String... names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(UUID.randomUUID() + ".p12");
    String password = UUID.randomUUID().toString();
    run(file, password, String.join(",", names));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    return new ServerCertificate(store, password.toCharArray());
  }

  private static void run(Path file, String password, String names)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", password, "-keypass", password));
    command.addAll(List.of("-dname", "CN=test", "-ext", "san=" + names));
    Process keytool =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool made no certificate");
    }
  }

  /** For the counterpart. */
  public SSLContext serverContext() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** What a connector is to trust. */
  public String pem() throws GeneralSecurityException {
    String base64 =
        Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
            .encodeToString(store.getCertificate(ALIAS).getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }
}
