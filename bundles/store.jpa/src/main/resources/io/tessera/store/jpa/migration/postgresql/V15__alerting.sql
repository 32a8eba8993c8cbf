INSERT INTO leases (name, expires, epoch) VALUES ('alerting', 0, 0);
