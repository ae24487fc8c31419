namespace EdgeTester.Formats;

/// <summary>One impedance file format: knows its files by their content and reads them.</summary>
internal interface ISpectrumFormat
{
    /// <summary>The format in words.</summary>
    string Name { get; }

    /// <summary>Whether the file is of this format; cheap, and right for any bytes.</summary>
    bool Recognises(DataFile file);

    /// <summary>Reads a file that <see cref="Recognises"/> accepted.</summary>
    /// <exception cref="DataFileException">It is damaged, or holds no impedance.</exception>
    SpectrumFile Read(DataFile file);
}
