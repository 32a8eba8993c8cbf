package io.tessera.connector.ldap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of an authority that is good, and that has run out nevertheless. */
final class ExpiredCertificate {
  private static final long KEYTOOL_SECONDS = 60;

  private final Path folder;
  private final Path store;
  private final String password = UUID.randomUUID().toString();

  ExpiredCertificate(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.store = folder.resolve(UUID.randomUUID() + ".p12");
    keytool(
        "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc=ca:true");
    keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=server");
    keytool("-certreq", "-alias", "server", "-file", file("server.csr"));
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        file("server.csr"),
        "-outfile",
        file("server.pem"),
        "-rfc",
        "-startdate",
        "-10d",
        "-validity",
        "5",
        "-ext",
        "san=ip:127.0.0.1");
    keytool("-exportcert", "-alias", "ca", "-rfc", "-file", file("ca.pem"));
    keytool("-importcert", "-noprompt", "-alias", "server", "-file", file("server.pem"));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void keytool(String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(what));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", password));
    Process keytool =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool did not do " + what[0]);
    }
  }

  /** For the directory. */
  SSLContext serverContext() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    keys.deleteEntry("ca");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** The authority's own, which is to be trusted. */
  String authority() throws IOException {
    return Files.readString(folder.resolve("ca.pem"));
  }
}
