package io.tessera.store.jpa.internal;

import io.tessera.store.jpa.internal.entity.ChangeRow;
import io.tessera.store.jpa.internal.entity.ConfigurationRow;
import io.tessera.store.jpa.internal.entity.CredentialRow;
import io.tessera.store.jpa.internal.entity.ExternalIdRow;
import io.tessera.store.jpa.internal.entity.GroupRow;
import io.tessera.store.jpa.internal.entity.HistoryRow;
import io.tessera.store.jpa.internal.entity.IdentityRow;
import io.tessera.store.jpa.internal.entity.PrincipalRow;
import io.tessera.store.jpa.internal.entity.ResourceRow;
import io.tessera.store.jpa.internal.entity.SecretRow;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.jpa.JpaHelper;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.jspecify.annotations.Nullable;

/**
 * What a container would tell JPA. Classes are woven in the build and named here: nothing is looked
 * up or scanned, which neither OSGi nor a quick start would like.
 */
final class PersistenceUnit implements PersistenceUnitInfo {
  private static final String NAME = "tessera";

  private final DataSource dataSource;
  private final ClassLoader loader = new TwoBundles();
  private final Properties properties = new Properties();

  private PersistenceUnit(DataSource dataSource, Map<String, Object> properties) {
    this.dataSource = dataSource;
    this.properties.putAll(properties);
  }

  /** Opens it. EclipseLink finds its own classes through the thread's loader while it starts. */
  static EntityManagerFactory open(DataSource dataSource, Dialect dialect) {
    Map<String, Object> properties = new HashMap<>();
    PersistenceUnit unit = new PersistenceUnit(dataSource, properties);
    properties.put(PersistenceUnitProperties.CLASSLOADER, unit.loader);
    properties.put(PersistenceUnitProperties.WEAVING, "static");
    properties.put(PersistenceUnitProperties.TARGET_SERVER, "None");
    properties.put(PersistenceUnitProperties.TARGET_DATABASE, dialect.platform());
    properties.put(
        PersistenceUnitProperties.SESSION_NAME, NAME + "-" + System.identityHashCode(unit));
    properties.put(PersistenceUnitProperties.BATCH_WRITING, "JDBC");
    properties.put(PersistenceUnitProperties.LOGGING_LEVEL, "OFF");
    properties.put(PersistenceUnitProperties.DEPLOY_ON_STARTUP, "true");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(unit.loader);
    try {
      return withoutRetries(
          new PersistenceProvider().createContainerEntityManagerFactory(unit, properties));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** By default each query on a database that is away is tried thrice, five seconds apart. */
  private static EntityManagerFactory withoutRetries(EntityManagerFactory factory) {
    DatabaseLogin login = JpaHelper.getServerSession(factory).getLogin();
    login.setQueryRetryAttemptCount(0);
    login.setDelayBetweenConnectionAttempts(0);
    return factory;
  }

  @Override
  public String getPersistenceUnitName() {
    return NAME;
  }

  @Override
  public String getPersistenceProviderClassName() {
    return PersistenceProvider.class.getName();
  }

  @Override
  public @Nullable String getScopeAnnotationName() {
    return null;
  }

  @Override
  public List<String> getQualifierAnnotationNames() {
    return List.of();
  }

  @Override
  @SuppressWarnings("removal")
  public jakarta.persistence.spi.PersistenceUnitTransactionType getTransactionType() {
    return jakarta.persistence.spi.PersistenceUnitTransactionType.RESOURCE_LOCAL;
  }

  @Override
  public @Nullable DataSource getJtaDataSource() {
    return null;
  }

  @Override
  public DataSource getNonJtaDataSource() {
    return dataSource;
  }

  @Override
  public List<String> getMappingFileNames() {
    return List.of();
  }

  @Override
  public List<URL> getJarFileUrls() {
    return List.of();
  }

  @Override
  public @Nullable URL getPersistenceUnitRootUrl() {
    URL descriptor = PersistenceUnit.class.getResource("/META-INF/persistence.xml");
    try {
      return descriptor == null ? null : new URL(descriptor, "..");
    } catch (java.net.MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public List<String> getManagedClassNames() {
    return Stream.of(
            ResourceRow.class,
            IdentityRow.class,
            GroupRow.class,
            ExternalIdRow.class,
            ExternalIdRow.Key.class,
            CredentialRow.class,
            ChangeRow.class,
            ConfigurationRow.class,
            ConfigurationRow.Key.class,
            HistoryRow.class,
            HistoryRow.Key.class,
            SecretRow.class,
            PrincipalRow.class)
        .map(Class::getName)
        .toList();
  }

  @Override
  public boolean excludeUnlistedClasses() {
    return true;
  }

  /** Several nodes share the database: what one remembers, another may have changed. */
  @Override
  public SharedCacheMode getSharedCacheMode() {
    return SharedCacheMode.NONE;
  }

  @Override
  public ValidationMode getValidationMode() {
    return ValidationMode.NONE;
  }

  @Override
  public Properties getProperties() {
    return properties;
  }

  @Override
  public String getPersistenceXMLSchemaVersion() {
    return "3.2";
  }

  @Override
  public ClassLoader getClassLoader() {
    return loader;
  }

  /** Classes are woven already. */
  @Override
  public void addTransformer(ClassTransformer transformer) {}

  @Override
  public ClassLoader getNewTempClassLoader() {
    return new TwoBundles();
  }

  /** Sees this bundle's classes and EclipseLink's. */
  private static final class TwoBundles extends ClassLoader {
    private final ClassLoader eclipseLink = PersistenceProvider.class.getClassLoader();

    TwoBundles() {
      super(PersistenceUnit.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      return eclipseLink.loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return eclipseLink.getResource(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      return eclipseLink.getResources(name);
    }
  }
}
