/* Making lines up. A form is text with marks: each %x is something random. */
#include "support/mail_log.h"

#include <string.h>

/* %i IPv4  %v version  %V version that begins with 4 or 5  %n number  %s size
   %q queue id  %h host  %a address  %t time  %m message id  %d delays  %D seconds
   with decimals  %e Exim id  %x hexadecimal  %p process id  %c success code */
static const char *const forms[] = {
	/* Postfix */
	"%t mx1 postfix/smtpd[%p]: connect from %h[%i]",
	"%t mx1 postfix/smtpd[%p]: %q: client=%h[%i], sasl_method=PLAIN, sasl_username=%a",
	"%t mx1 postfix/cleanup[%p]: %q: message-id=<%m>",
	"%t mx1 postfix/qmgr[%p]: %q: from=<%a>, size=%s, nrcpt=1 (queue active)",
	"%t mx1 postfix/smtp[%p]: %q: to=<%a>, relay=%h[%i]:25, delay=%D, delays=%d, dsn=%c, "
	"status=sent (250 %c Ok: queued as %q)",
	"%t mx1 postfix/smtp[%p]: %q: to=<%a>, orig_to=<%a>, relay=%h[%i]:587, conn_use=4, "
	"delay=5.5, delays=%d, dsn=%c, status=sent (250 %c <%m> [InternalId=%n, Hostname=%h] "
	"%n bytes in 0.171, 46.5 KB/sec Queued mail for delivery)",
	"%t mx1 postfix/lmtp[%p]: %q: to=<%a>, relay=%h[private/dovecot-lmtp], delay=0.%n, "
	"delays=%d, dsn=%c, status=sent (250 %c <%a> %x Saved)",
	"%t mx1 postfix/qmgr[%p]: %q: removed",
	"%t mx1 postfix/smtpd[%p]: disconnect from %h[%i] ehlo=2 starttls=1 mail=1 rcpt=1 data=1 "
	"quit=1 commands=7",
	"%t mx1 postfix/smtpd[%p]: Anonymous TLS connection established from %h[%i]: TLSv1.3 with "
	"cipher TLS_AES_256_GCM_SHA384 (256/256 bits)",
	"%t mx1 postfix/anvil[%p]: statistics: max connection rate 4/60s for (smtp:%i) at %t",
	"%t mx1 postfix/anvil[%p]: statistics: max cache size 5 at %t",
	"%t mx1 postfix/scache[%p]: statistics: address lookup hits=4 miss=5 success=44%%",
	"%t mx1 postfix/postfix-script[%p]: starting the Postfix mail system",
	"%t mx1 postfix/master[%p]: daemon started -- version %V, configuration /etc/postfix",
	"%t mx1 postfix/master[%p]: reload -- version %v, configuration /etc/postfix",
	"%t mx1 postfix/smtp[%p]: Untrusted TLS connection established to %h[%i]:25: TLSv1.2",
	"%t mx1 postfix/pickup[%p]: %q: uid=5003 from=<%a>",
	"%t mx1 postfix/postscreen[%p]: CONNECT from [%i]:%n to [%i]:25",
	"%t mx1 postfix/postscreen[%p]: PASS OLD [%i]:%n",
	/* Exim */
	"%t %e <= %a H=%h (%h) [%i]:%n I=[%i]:25 P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 "
	"CV=no S=%s id=%m T=\"Version %V of the report\" from <%a> for %a",
	"%t %e => %a R=dnslookup T=remote_smtp H=%h [%i] X=TLS1.2:ECDHE-RSA-AES128-GCM-SHA256:128 "
	"CV=yes C=\"250 %c OK %n x5si%n.4 - gsmtp\" QT=4.521s DT=5.123s",
	"%t %e -> %a <%a> R=local_user T=local_delivery C=\"250 %c Accepted message %q\"",
	"%t %e Completed QT=4s",
	"%t exim %V daemon started: pid=%p, -q30m, listening for SMTP on [%i]:25 port 587 (IPv4)",
	"%t Start queue run: pid=%p",
	"%t End queue run: pid=%p",
	"%t no host name found for IP address %i",
	"%t SMTP connection from %h [%i]:%n I=[%i]:25 (TCP/IP connection count = 4)",
	/* Sendmail */
	"%t mail sm-mta[%p]: %q: from=<%a>, size=%s, class=0, nrcpts=1, msgid=<%m>, proto=ESMTP, "
	"daemon=MTA-v4, relay=%h [%i]",
	"%t mail sm-mta[%p]: %q: to=<%a>, ctladdr=<%a> (505/505), delay=00:00:05, xdelay=00:00:04, "
	"mailer=esmtp, pri=%n, relay=%h. [%i], dsn=%c, stat=Sent (%q Message accepted for "
	"delivery)",
	"%t mail sm-mta[%p]: %q: to=%a, delay=00:00:01, mailer=local, pri=%n, dsn=%c, stat=Sent",
	"%t mail sm-mta[%p]: starting daemon (%v): SMTP+queueing@00:15:00",
	"%t mail sm-mta[%p]: STARTTLS=client, relay=%h., version=TLSv1.2, verify=OK, "
	"cipher=ECDHE-RSA-AES256-GCM-SHA384, bits=256/256",
	"%t mail sm-mta[%p]: NOQUEUE: connect from %h [%i]",
	"%t mail sm-mta[%p]: %q: Milter insert (1): header: Received-SPF: pass client-ip=%i; "
	"receiver=%h; helo=[%i];",
	/* Exchange message tracking */
	"%T,%i,MBX05,%i,MBX04,%x;%T;0,,SMTP,RECEIVE,%n,<%m>,%x,%a,,%s,1,,,Version report "
	"%V,%a,%a,0cI: NTS:,Incoming,,%i,%i,S:FirstForestHop=%h;S:ProxiedClientIPAddress=%i;"
	"S:DeliveryPriority=Normal;S:AccountForest=%h,Email,%x,15.02.0986.005",
	"%T,%i,MBX05,%i,%h,%x;250 %c <%m> [InternalId=%n] Queued mail for "
	"delivery;ClientSubmitTime:,"
	"Outbound to Internet,SMTP,SENDEXTERNAL,%n,<%m>,%x,%a,250 %c OK,%s,1,,,Hello,%a,%a,"
	"%T;LSRV=%h:TOTAL-SUB=0.405|SA=0.141;SRV=%h:TOTAL-HUB=4.522|SMR=5.4,Originating,,,,,Email",
	"%T,,,,MBX05,No suitable shadow servers,,SMTP,HAREDIRECT,%n,<%m>,%x,%a,,%s,1,,,Re: %n,%a,,,"
	"Undefined,,,,S:DeliveryPriority=Normal,Email,%x,15.01.2507.006",
	"#Software: Microsoft Exchange Server",
	"#Version: 15.01.2507.006",
	"#Log-type: Message Tracking Log",
	"#Date: %T",
	"%T,MBX05\\Default Frontend MBX05,%x,5,%i:25,%i:%n,>,220 %h Microsoft ESMTP MAIL Service "
	"ready at Thu; 26 Nov 2026 17:33:31 +0900,",
	"%T,MBX05\\Default Frontend MBX05,%x,4,%i:25,%i:%n,>,250  %h Hello [%i] SIZE 37748736 "
	"PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS 8BITMIME BINARYMIME CHUNKING,",
	"%T,Outbound,%x,12,%i:%n,%i:25,<,250 %c <%a>... Sender ok,",
	"%T,Outbound,%x,14,%i:%n,%i:25,<,221 %c Service closing transmission channel,",
	"%T,Outbound,%x,13,%i:%n,%i:25,<,354 Start mail input; end with <CRLF>.<CRLF>,",
	/* Dovecot and others */
	"%t mx1 dovecot: imap-login: Login: user=<%a>, method=PLAIN, rip=%i, lip=%i, mpid=%p, TLS, "
	"session=<%x>",
	"%t mx1 dovecot: imap(%a)<%p><%x>: Logged out in=5400 out=%n deleted=4 expunged=4 "
	"trashed=0 hdr_count=5 hdr_bytes=4521 body_count=0 body_bytes=0",
	"%t mx1 dovecot: lmtp(%a)<%p><%x>: sieve: msgid=<%m>: stored mail into mailbox 'INBOX'",
	"%t mx1 dovecot: master: Dovecot v%V (%x) starting up for imap, lmtp, sieve",
	"%t mx1 dovecot: pop3-login: Aborted login (no auth attempts in 4 secs): rip=%i, lip=%i",
	"%t mx1 dovecot: imap-login: ID sent: name=Thunderbird, version=%V, os=macOS %V, rip=%i",
	"%t mx1 opendkim[%p]: %q: DKIM-Signature field added (s=s%n, d=%h)",
	"%t mx1 opendkim[%p]: OpenDKIM Filter v%v starting (args: -P /run/opendkim.pid)",
	"%t mx1 opendmarc[%p]: %q: SPF(mailfrom): %h pass",
	"%t mx1 spamd[%p]: spamd: clean message (4.5/5.0) for %a:5001 in 4.1 seconds, %s bytes.",
	"%t mx1 spamd[%p]: spamd: result: . 4 - BAYES_00,DKIM_VALID,SPF_PASS scantime=4.1,size=%s,"
	"user=%a,uid=5001,required_score=5.0,rhost=%i,raddr=%i,rport=%n,mid=<%m>,bayes=0.000000",
	"%t mx1 spamd[%p]: spamd: server started on IO::Socket::IP [%i]:783 (running SpamAssassin "
	"version %V)",
	"%t mx1 spamd[%p]: SpamAssassin %V loaded with Perl %V",
	"%t mx1 amavis[%p]: (%p-04) Passed CLEAN {RelayedInbound}, [%i]:%n [%i] <%a> -> <%a>, "
	"Queue-ID: %q, Message-ID: <%m>, mail_id: %x, Hits: -4.1, size: %s, queued_as: %q, 4521 ms",
	"%t mx1 amavis[%p]: starting. /usr/sbin/amavisd-new at %h amavisd-new-%v, Unicode aware",
	"%t mx1 amavis[%p]: Module Mail::DKIM %V",
	"%t mx1 amavis[%p]: Net::Server: Group Not Defined.  Defaulting to EGID '115 115'",
	"%t mx1 clamd[%p]: ClamAV %V/26789/Thu Nov 26 09:23:45 2026",
	"%t mx1 clamd[%p]: Reading databases from /var/lib/clamav, clamav-%V",
	"%t mx1 freshclam[%p]: daily.cld database is up-to-date (version: %n, sigs: %n)",
	"%t mx1 rspamd[%p]: <%x>; task; rspamd_task_write_log: id: <%m>, qid: <%q>, ip: %i, from: "
	"<%a>, (default: F (no action): [-4.50/15.00] [BAYES_HAM(-5.01){99.9%%;}]), len: %s, time: "
	"454.123ms, dns req: 45, digest: <%x>",
	"%t mx1 rspamd[%p]: main: rspamd %V is loading configuration, build id: release",
	"%t mx1 policyd-spf[%p]: prepend Received-SPF: Pass (mailfrom) identity=mailfrom; "
	"client-ip=%i; helo=%h; envelope-from=%a; receiver=<UNKNOWN>",
	"%t mx1 roundcube: <%x> Successful login for %a (ID: 45) from %i in session %x (Roundcube "
	"Webmail/%V)",
	"%t mx1 kernel: [45.123456] Linux version %V-%n-generic (buildd@%h)",
	"%t mx1 systemd[1]: Started postfix-%V.service - Mail Transport Agent.",
	"%t mx1 unattended-upgrade[%p]: Packages that were upgraded: postfix (%V-4ubuntu5.2) exim4 "
	"(4.94.2-7+deb11u1) libssl (5.1.1f-1ubuntu2.22)",
	"%t mx1 smtpd[%p]: %x smtp connected address=%i host=%h",
	"%t mx1 smtpd[%p]: %x mta delivery evpid=%x from=<%a> to=<%a> rcpt=<-> source=\"%i\" "
	"relay=\"%i (%h)\" delay=4s result=\"Ok\" stat=\"250 %c OK\"",
	"@400000005%x starting delivery %n: msg %n to remote %a",
	"@400000005%x delivery %n: success: "
	"%i_accepted_message./Remote_host_said:_250_%c_Ok:_queued/",
	"@400000005%x status: local 4/10 remote 5/20",
	"%i - %a [26/Nov/2026:17:33:31 +0900] \"GET /webmail/4.5.1/app.js HTTP/1.1\" 200 %n \"-\" "
	"\"Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/%V\"",
	"%i - - [26/Nov/2026:17:33:31 +0900] \"POST /EWS/Exchange.asmx HTTP/1.1\" 200 %n "
	"\"-\" \"MacOutlook/5.4.1 (Intelx64 Mac OS X 10.15.7)\"",
	"%t mx1 dnsmasq[%p]: query[PTR] 4.5.1.10.in-addr.arpa from %i",
	"%t mx1 named[%p]: zone %h/IN: loaded serial 20261126%n (DNSSEC signed)",
	"%t mx1 named[%p]: starting BIND %V-P1 <id:%x>",
	"%t mx1 chronyd[%p]: Selected source %i (4.debian.pool.ntp.org)",
	"%t mx1 mailman[%p]: GNU Mailman %V: delivered <%m> to 45 members in 4.512 seconds",
};

enum { N_FORMS = sizeof(forms) / sizeof(*forms) };

struct mail_log mail_log_from(uint64_t seed)
{
	return (struct mail_log){.state = seed * 2 + 1};
}

/* An LCG's high bits (Knuth's MMIX). */
static unsigned int below(struct mail_log *log, unsigned int n)
{
	log->state = log->state * 6364136223846793005U + 1442695040888963407U;
	return (unsigned int)(log->state >> 33) % n;
}

static void put_chars(struct mail_log *log, const char *from, size_t n, struct buffer *out)
{
	unsigned int count = (unsigned int)strlen(from);
	for (size_t i = 0; i < n; i++)
		buffer_char(out, from[below(log, count)]);
}

static void put_host(struct mail_log *log, struct buffer *out)
{
	static const char *const hosts[] = {
		"mail.example.com",
		"mx4.5.1.example.net",
		"smtp-4-5-1.example.org",
		"host-5.4.1.3.dsl.example.jp",
		"ec2-4-5-1-%u.compute.example",
		"aspmx.l.example.co.jp",
		"cust-5.1.1-%u.static.example",
	};
	buffer_printf(out, hosts[below(log, sizeof(hosts) / sizeof(*hosts))], below(log, 250));
}

static void put_address(struct mail_log *log, struct buffer *out)
{
	static const char *const names[] = {"user",   "v5.1.1", "a.b",      "info",
					    "jürgen", "4.5.1",  "no-reply", "bounce+4.4.7"};
	buffer_str(out, names[below(log, sizeof(names) / sizeof(*names))]);
	buffer_str(out, "@");
	put_host(log, out);
}

/* Any class for a version that says so; `class` 4 or 5 for one that looks bad. */
static void put_version(struct mail_log *log, unsigned int first, struct buffer *out)
{
	buffer_printf(out, "%u.%u.%u", first, below(log, 9), below(log, 30));
}

static void put_mark(struct mail_log *log, char mark, struct buffer *out)
{
	unsigned int n = below(log, 60);
	switch (mark) {
	case 'i':
		buffer_printf(out, "%u.%u.%u.%u", 1 + n * 4, below(log, 8), below(log, 8),
			      below(log, 256));
		break;
	case 'v':
		put_version(log, below(log, 9), out);
		break;
	case 'V':
		put_version(log, 4 + below(log, 2), out);
		break;
	case 'n':
		buffer_printf(out, "%u", below(log, 100000));
		break;
	case 's':
		buffer_printf(out, "%u", 400 + below(log, 1000000));
		break;
	case 'q':
		put_chars(log, "0123456789ABCDEF", 10, out);
		break;
	case 'h':
		put_host(log, out);
		break;
	case 'a':
		put_address(log, out);
		break;
	case 't':
		buffer_printf(out, "Nov %2u %02u:%02u:%02u", 1 + n / 2, n / 3, n, below(log, 60));
		break;
	case 'T':
		buffer_printf(out, "2026-11-%02uT%02u:%02u:04.551Z", 1 + n / 2, n / 3, n);
		break;
	case 'm':
		buffer_printf(out, "%u.4.5.1.%u.5.1.1@", below(log, 99999), n);
		put_host(log, out);
		break;
	case 'd':
		buffer_printf(out, "0.1/%u.02/4.1.2/5.%u", n, n);
		break;
	case 'D':
		buffer_printf(out, "%u.%u", n, below(log, 100));
		break;
	case 'e':
		put_chars(log, "0123456789ABCDEFGHabcdefgh", 6, out);
		buffer_char(out, '-');
		put_chars(log, "0123456789", 6, out);
		buffer_str(out, "-4x");
		break;
	case 'x':
		buffer_str(out, below(log, 4) ? "" : "0x");
		put_chars(log, "0123456789abcdef", 12, out);
		break;
	case 'p':
		buffer_printf(out, "%u", 300 + below(log, 60000));
		break;
	case 'c':
		buffer_str(out, below(log, 3) ? "2.0.0" : n % 2 ? "2.1.5" : "2.6.0");
		break;
	default:
		buffer_char(out, mark);
		break;
	}
}

static void put_form(struct mail_log *log, const char *form, struct buffer *out)
{
	for (; *form; form++)
		if (*form == '%')
			put_mark(log, *++form, out);
		else
			buffer_char(out, *form);
	buffer_char(out, '\n');
	log->n_lines++;
}

void mail_log_line(struct mail_log *log, struct buffer *out)
{
	put_form(log, forms[below(log, N_FORMS)], out);
}

void mail_log_error(struct mail_log *log, const char *code, struct buffer *out)
{
	put_form(log, "%t mx1 postfix/smtp[%p]: %q: to=<%a>, relay=%h[%i]:25, delay=%D, ", out);
	buffer_truncate(out, out->len - 1);
	buffer_printf(out, "dsn=%s, status=bounced (host mx.example.net[4.5.1.3] said: %c50 %s ",
		      code, code[0], code);
	put_form(log, "<%a>: refused (in reply to RCPT TO command))", out);
	log->n_lines--; /* one line, made in two */
}
