package io.tessera.notify.internal;

import io.tessera.crypto.Secret;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** A mail by SMTP. */
final class Email implements Carrier {
  private static final String PATIENCE_MILLIS = "10000";

  /** How the connection is kept private. */
  enum Security {
    STARTTLS,
    TLS,
    NONE
  }

  /**
   * @param user empty for nobody
   */
  record Settings(
      String host,
      int port,
      Security security,
      String user,
      Optional<Secret> password,
      String from,
      List<String> to) {}

  private final Settings settings;

  Email(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String send(Message message) throws IOException {
    // The library finds its parts by the loader of the thread.
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(Session.class.getClassLoader());
    try {
      Session session = Session.getInstance(properties());
      try (Transport transport = session.getTransport()) {
        transport.connect(
            settings.host(),
            settings.port(),
            settings.user().isEmpty() ? null : settings.user(),
            settings.password().map(Secret::reveal).orElse(null));
        MimeMessage mail = mail(session, message);
        transport.sendMessage(mail, mail.getAllRecipients());
      }
      return "The mail server took it.";
    } catch (MessagingException refused) {
      throw new IOException("The mail server did not take it: " + reason(refused), refused);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Properties properties() {
    String scheme = settings.security() == Security.TLS ? "smtps" : "smtp";
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", scheme);
    String prefix = "mail." + scheme + ".";
    properties.setProperty(prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
    properties.setProperty(prefix + "connectiontimeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "timeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "writetimeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    if (settings.security() == Security.STARTTLS) {
      properties.setProperty("mail.smtp.starttls.enable", "true");
      properties.setProperty("mail.smtp.starttls.required", "true");
    }
    return properties;
  }

  private MimeMessage mail(Session session, Message message) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(settings.from(), true));
    for (String recipient : settings.to()) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(recipient, true));
    }
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mail.setText(message.text(), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.at()));
    // Nobody's holiday reply is wanted.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.saveChanges();
    return mail;
  }

  /** The first line of what was said last, which has no secret in it. */
  private static String reason(MessagingException refused) {
    Throwable cause = refused;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("");
    return said.length() > 200 ? said.substring(0, 200) : said;
  }
}
