package io.tessera.health.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The certificate of the HTTPS port is good for a while. */
@Component(property = {HealthCheck.NAME + "=certificate", HealthCheck.TAGS + "=report"})
public final class CertificateCheck implements HealthCheck {
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration NOW = Duration.ofDays(7);

  private final Path certificate;
  private final Clock clock;

  @Activate
  public CertificateCheck(BundleContext context) {
    this(
        Path.of(context.getProperty("tessera.data")).resolve("tls").resolve("server.crt"),
        Clock.systemUTC());
  }

  CertificateCheck(Path certificate, Clock clock) {
    this.certificate = certificate;
    this.clock = clock;
  }

  @Override
  public Result execute() {
    try (InputStream pem = Files.newInputStream(certificate)) {
      X509Certificate found =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      Instant end = found.getNotAfter().toInstant();
      Duration left = Duration.between(clock.instant(), end);
      Result.Status status =
          left.compareTo(NOW) < 0
              ? Result.Status.CRITICAL
              : left.compareTo(SOON) < 0 ? Result.Status.WARN : Result.Status.OK;
      return new Result(status, "The certificate of the server is valid until " + end + ".");
    } catch (IOException | CertificateException unreadable) {
      return new Result(Result.Status.WARN, "The certificate of the server cannot be read.");
    }
  }
}
