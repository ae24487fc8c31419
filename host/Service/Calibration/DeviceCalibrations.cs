using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Service.Calibration;

/// <summary>What calibration a tester uses just now.</summary>
internal sealed record DeviceCalibration
{
    /// <summary>Serial of the tester.</summary>
    public required string Device { get; init; }

    /// <summary>Names it; empty where the tester has none.</summary>
    public required string Name { get; init; }

    /// <summary>When the next one is due; null where nobody knows when this one was made.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether that is past.</summary>
    public required bool IsDue { get; init; }

    /// <summary>The certificate, where this host has it.</summary>
    public CalibrationCertificate? Certificate { get; init; }

    /// <summary>Names of all certificates of this tester that this host has, newest first.</summary>
    public required IReadOnlyList<string> Known { get; init; }
}

/// <summary>Brings together what testers say of their calibration and the certificates that this host keeps.</summary>
internal sealed class DeviceCalibrations(
    IRunStore store,
    CertificateStore certificates,
    Func<double> validityDays,
    TimeProvider time
)
{
    /// <summary>The certificates.</summary>
    public CertificateStore Certificates => certificates;

    /// <summary>The calibration of a tester; null where it has not introduced itself.</summary>
    public DeviceCalibration? Of(string serial)
    {
        if (DescriptionOf(serial) is not { } description)
            return null;
        var known = certificates.All(serial).ToArray();
        var certificate = known.FirstOrDefault(one => one.Name == description.Calibration);
        var due = DueOf(serial, description.Calibration);
        return new DeviceCalibration
        {
            Device = serial,
            Name = description.Calibration,
            Due = due,
            IsDue = due <= time.GetUtcNow(),
            Certificate = certificate,
            Known = [.. known.Select(one => one.Name)],
        };
    }

    /// <summary>
    /// When a calibration is due: by its certificate, else so many days after the day in its name; null where neither is known.
    /// </summary>
    public DateTimeOffset? DueOf(string serial, string name) =>
        certificates.Find(serial, name)?.Due
        ?? CalibrationName.DayOf(name)?.AddDays(Math.Clamp(validityDays(), 0, 36500));

    /// <summary>What a tester last said of itself.</summary>
    public DeviceDescription? DescriptionOf(string serial)
    {
        var record = store.ListDevices().FirstOrDefault(device => device.Serial == serial);
        if (record is null)
            return null;
        var description = new DeviceDescription();
        var error = description.TryDecode(
            record.Description,
            0,
            record.Description.Length,
            new FrameHeader(),
            new ByteReader()
        );
        return error == FrameError.None ? description : null;
    }
}
